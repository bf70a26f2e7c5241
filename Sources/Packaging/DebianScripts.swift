/// The scripts that dpkg runs (deb-postinst(5) and its neighbours), and files of the package that people edit.
enum DebianScripts {
  private static let units = "\(Facts.name).socket \(Facts.name).service"

  /// Takes up units: enabled ones stay enabled, and what runs is restarted after an update.
  ///
  /// Nothing is enabled by itself.
  static let postinst = """
    #!/bin/sh
    set -e
    if [ "$1" = configure ] || [ "$1" = abort-upgrade ] || [ "$1" = abort-deconfigure ] || [ "$1" = abort-remove ]; then
      for unit in \(units); do
        if deb-systemd-helper debian-installed "$unit"; then
          deb-systemd-helper unmask "$unit" >/dev/null || true
          if deb-systemd-helper --quiet was-enabled "$unit"; then
            deb-systemd-helper enable "$unit" >/dev/null || true
          fi
        fi
        deb-systemd-helper update-state "$unit" >/dev/null || true
      done
      if [ -d /run/systemd/system ]; then
        systemctl --system daemon-reload >/dev/null || true
        if [ -n "$2" ]; then
          # The socket goes on listening, so that callers wait instead of being refused.
          deb-systemd-invoke try-restart \(Facts.name).service >/dev/null || true
        fi
      fi
    fi

    """

  static let prerm = """
    #!/bin/sh
    set -e
    if [ "$1" = remove ] && [ -d /run/systemd/system ]; then
      deb-systemd-invoke stop \(units) >/dev/null || true
    fi

    """

  /// On purge the service's own state goes, too: no person has made it.
  static let postrm = """
    #!/bin/sh
    set -e
    if [ "$1" = purge ]; then
      if command -v deb-systemd-helper >/dev/null; then
        deb-systemd-helper purge \(units) >/dev/null || true
        deb-systemd-helper unmask \(units) >/dev/null || true
      fi
      if [ -L /var/lib/\(Facts.name) ]; then rm -f /var/lib/\(Facts.name); fi
      rm -rf /var/lib/private/\(Facts.name)
    fi
    if [ -d /run/systemd/system ]; then
      systemctl --system daemon-reload >/dev/null || true
    fi

    """

  /// The files below /etc that an update leaves as a person made them, with their modes.
  static let configuration: [(path: String, mode: Int, text: String)] = [
    ("/etc/\(Facts.name)/config.json", 0o644, "{}\n"),
    ("/etc/\(Facts.name)/session-token", 0o600, ""),
    ("/etc/\(Facts.name)/access-tokens", 0o600, ""),
    ("/etc/default/\(Facts.name)", 0o644, options),
  ]

  private static let options = """
    # Options of \(Facts.name) http for the system service; see \(Facts.name)-http(1).
    #
    # Callers of this machine need no access token. To ask for one, make it and name the file:
    #   \(Facts.name) access add alice --file /etc/\(Facts.name)/access-tokens
    #   OPTIONS="--access-token-file \(ServiceUnit.credentials.replacing("%n", with: "\(Facts.name).service"))/access-tokens"
    #
    # The service's own session token is in /etc/\(Facts.name)/session-token, unless settings name another one.
    OPTIONS=""

    """
}
