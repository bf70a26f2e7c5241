/// The file by which people build an image themselves, in the project's folder.
enum Containerfile {
  static func text(_ facts: Facts) -> String {
    let labels = Image.labels(facts, commit: nil).map { "\($0.name)=\"\($0.value)\"" }
    let options = "--listen 0.0.0.0:\(Facts.port) --access-token-file /tokens"
    return """
      # Builds \(Facts.name) and an image that serves on HTTP, in the project's folder:
      #   docker build --build-arg BUILD_COMMIT=$(git rev-parse HEAD) -f Containerfile -t \(Facts.name) .
      # It runs with a root that is read only. Its own network alone reaches it, which may be that of the machine:
      #   docker run --read-only --network host \(Facts.name)
      # Others need access tokens: nethesis-mcp access add NAME --file tokens
      #   docker run --read-only -p \(Facts.port):\(Facts.port) -v ./tokens:/tokens:ro \(Facts.name) http \(options)
      # On standard input and output: docker run -i \(Facts.name) stdio
      FROM swift:6.3-bookworm AS build
      RUN apt-get update && apt-get install --yes --no-install-recommends libcurl4-openssl-dev libyaml-dev
      WORKDIR /build
      COPY . .
      ARG BUILD_COMMIT=
      RUN swift build -c release --product \(Facts.name) --static-swift-stdlib --disable-local-rpath \\
        && strip .build/release/\(Facts.name)

      FROM debian:bookworm-slim
      RUN apt-get update \\
        && apt-get install --yes --no-install-recommends libcurl4 libstdc++6 ca-certificates \\
        && rm -rf /var/lib/apt/lists/*
      COPY --from=build /build/.build/release/\(Facts.name) /usr/bin/\(Facts.name)
      LABEL \(labels.joined(separator: " \\\n  "))
      RUN useradd --uid \(Facts.imageUser) --create-home mcp
      USER \(Facts.imageUser):\(Facts.imageUser)
      EXPOSE \(Facts.port)
      # \(Facts.livePath) says that the process lives, \(Facts.readyPath) that it takes calls.
      HEALTHCHECK CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/\(Facts.port) && printf 'GET \(Facts.readyPath) HTTP/1.1\\\\r\\\\nHost: localhost\\\\r\\\\nConnection: close\\\\r\\\\n\\\\r\\\\n' >&3 && IFS= read -r line <&3 && [[ $line == *' 200 '* ]]"]
      ENTRYPOINT ["/usr/bin/\(Facts.name)"]
      CMD ["http"]

      """
  }
}
