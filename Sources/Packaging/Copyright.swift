/// The copyright file of the Debian package.
///
/// The program has no licence yet: that is for its owner to choose. What is linked into it has others' licences, which
/// ask to be named.
enum Copyright {
  static func text(_ components: [Component]) -> String {
    let linked = components.filter { $0.isLinked }.map { component in
      "Component: \(component.name) \(component.version)\nSource: \(component.source)\nLicense: \(component.license)\n"
    }
    return """
      \(Facts.name)
      Copyright: \(Facts.author) <\(Facts.mail)>

      The owner of \(Facts.name) has not given it a licence yet.

      The program contains, linked in:

      \(linked.joined(separator: "\n"))
      The text of the Apache License 2.0 is in /usr/share/common-licenses/Apache-2.0.

      Runtime Library Exception to the Apache License 2.0 (of Swift): As an
      exception, if you use this Software to compile your source code and portions
      of this Software are embedded into the binary product as a result, you may
      redistribute such product without providing attribution as would otherwise
      be required by Sections 4(a), 4(b) and 4(d) of the License.

      MIT License (of libyaml): Permission is hereby granted, free of charge, to any
      person obtaining a copy of this software and associated documentation files
      (the "Software"), to deal in the Software without restriction, including
      without limitation the rights to use, copy, modify, merge, publish,
      distribute, sublicense, and/or sell copies of the Software, and to permit
      persons to whom the Software is furnished to do so, subject to the following
      conditions: The above copyright notice and this permission notice shall be
      included in all copies or substantial portions of the Software.
      THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR
      IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY,
      FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE
      AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER
      LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM,
      OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE
      SOFTWARE.

      """
  }
}
