/// The units by which systemd runs the server on HTTP.
enum ServiceUnit {
  /// The socket, on which systemd listens until somebody connects.
  static let socket = """
    [Unit]
    Description=Socket of the MCP server \(Facts.name)
    Documentation=man:\(Facts.name)-http(1)

    [Socket]
    ListenStream=127.0.0.1:\(Facts.port)
    # A service that cannot start is not tried for ever.
    TriggerLimitIntervalSec=30
    TriggerLimitBurst=10

    [Install]
    WantedBy=sockets.target

    """

  /// The service for the whole machine, as a user of its own.
  ///
  /// Anonymous callers are told apart by their users: so PrivateUsers= is not set, under which all users look the same, and
  /// AF_NETLINK is allowed, by which the kernel says whose a connection is. AF_UNIX is for a socket that proxies connect to
  /// (`--listen unix:`), for databases beside the server, and for name services other than DNS.
  static let system = """
    # Settings: /etc/\(Facts.name)/config.json; options of \(Facts.name) http: /etc/default/\(Facts.name).
    [Unit]
    Description=MCP server \(Facts.name)
    Documentation=man:\(Facts.name)-http(1)
    Wants=network-online.target
    After=network-online.target

    [Service]
    Type=exec
    # Files that root alone can read; the service gets copies. They are read at the start: restart it after a change.
    LoadCredential=session-token:/etc/\(Facts.name)/session-token
    LoadCredential=access-tokens:/etc/\(Facts.name)/access-tokens
    Environment=XDG_STATE_HOME=%S/\(Facts.name)
    EnvironmentFile=-/etc/default/\(Facts.name)
    ExecStart=/usr/bin/\(Facts.name) http --config /etc/\(Facts.name)/config.json $OPTIONS
    DynamicUser=yes
    StateDirectory=\(Facts.name)
    StateDirectoryMode=0700
    ProtectSystem=strict
    PrivateDevices=yes
    ProtectClock=yes
    ProtectHome=yes
    ProtectKernelLogs=yes
    ProtectKernelModules=yes
    RestrictAddressFamilies=AF_INET AF_INET6 AF_NETLINK AF_UNIX
    # Everything but multicast and 169.254.0.0/16, where clouds give credentials to whoever asks.
    IPAddressDeny=any
    IPAddressAllow=localhost 0.0.0.0/1 128.0.0.0/3 160.0.0.0/5 168.0.0.0/8 169.0.0.0/9 169.128.0.0/10 169.192.0.0/11
    IPAddressAllow=169.224.0.0/12 169.240.0.0/13 169.248.0.0/14 169.252.0.0/15 169.255.0.0/16 170.0.0.0/7
    IPAddressAllow=172.0.0.0/6 176.0.0.0/4 192.0.0.0/3 2000::/3 fc00::/7 fe80::/10 64:ff9b::/96
    \(hardening)

    [Install]
    WantedBy=multi-user.target

    """

  /// The folder of the system service's credentials.
  static let credentials = "/run/credentials/%n"

  /// The service of one user, with the user's sessions and keyring.
  ///
  /// systemd takes a user namespace for it, in which all other users look the same; the server says so when it starts.
  static func user(program: String) -> String {
    """
    # Settings: NETHESIS_MCP_CONFIG and others, by systemctl --user edit \(Facts.name).
    [Unit]
    Description=MCP server \(Facts.name)
    Documentation=man:\(Facts.name)-http(1)

    [Service]
    Type=exec
    ExecStart=\(program) http
    ProtectSystem=strict
    ProtectHome=read-only
    # Where login keeps its sessions. A file of --audit elsewhere wants a line of its own.
    ReadWritePaths=-%h/.local/state
    PrivateDevices=yes
    ProtectClock=yes
    ProtectKernelLogs=yes
    ProtectKernelModules=yes
    # AF_UNIX is for the keyring.
    RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX
    \(hardening)

    [Install]
    WantedBy=default.target

    """
  }

  private static let hardening = """
    # Calls under way get 30 seconds to finish.
    TimeoutStopSec=45
    Restart=on-failure
    RestartSec=2
    LimitCORE=0
    MemoryMax=512M
    TasksMax=64
    UMask=0077
    NoNewPrivileges=yes
    AmbientCapabilities=
    CapabilityBoundingSet=
    DevicePolicy=closed
    KeyringMode=private
    LockPersonality=yes
    MemoryDenyWriteExecute=yes
    PrivateMounts=yes
    PrivateTmp=yes
    ProcSubset=pid
    ProtectControlGroups=yes
    ProtectHostname=yes
    ProtectKernelTunables=yes
    ProtectProc=invisible
    RemoveIPC=yes
    RestrictNamespaces=yes
    RestrictRealtime=yes
    RestrictSUIDSGID=yes
    SystemCallArchitectures=native
    SystemCallErrorNumber=EPERM
    SystemCallFilter=@system-service
    SystemCallFilter=~@privileged @resources
    """
}
