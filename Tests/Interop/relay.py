"""A proxy before the sandbox: it sees each token, loses responses, and knows which process has asked."""

import json
import os
import re
import threading
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, urlsplit

from program import DEADLINE

# The members of forms and of JSON that are secret.
NAMES = {"access_token", "refresh_token", "id_token", "token", "code", "code_verifier", "device_code"}


class Sent:
    """A refresh token that was sent, and what became of the responses."""

    def __init__(self, service):
        self.service = service
        self.times = []
        # Whether a response with its successor reached a process that lived on.
        self.is_answered = False


class Relay:
    """Listens beside the sandbox; the fate of a request is a function of its path."""

    def __init__(self, clock):
        self.clock = clock
        self.fate = lambda path: "answered"
        self.kill = lambda pid: None
        self.secrets = set()
        # By refresh token.
        self.sent = {}
        # The person of each token, and the refresh token that came with each access token of the provider.
        self.accounts, self.partners = {}, {}
        # The provider's newest refresh token of each person.
        self.newest = {}
        self.problems = []
        self.fates = {}
        self._lock = threading.Lock()
        relay = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self):
                relay.pass_on(self)

            do_POST = do_GET

            def log_message(self, *_):
                pass

        class Listener(ThreadingHTTPServer):
            daemon_threads = True
            # All processes may connect at the same time.
            request_queue_size = 128

        self._server = Listener(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self):
        self._server.shutdown()
        self._server.server_close()

    def pass_on(self, handler):
        """Sends a request on, and its response back, or not."""
        body = handler.rfile.read(int(handler.headers.get("Content-Length") or 0))
        path = urlsplit(handler.path).path
        given = members(body)
        token = given.get("refresh_token")
        with self._lock:
            self._learn(given, handler.headers.get("Authorization"))
            fate = self.fate(path) if handler.command == "POST" else "answered"
            sent = self._sending(path, token)
            self.fates[fate] = self.fates.get(fate, 0) + 1
        if fate == "killed before":
            self.kill(owner(handler.client_address[1]))
            handler.close_connection = True
            return
        connection = HTTPConnection("127.0.0.1", self.port, timeout=DEADLINE)
        fields = {k: v for k, v in handler.headers.items() if k.lower() not in ("host", "connection")}
        connection.request(handler.command, handler.path, body or None, fields)
        response = connection.getresponse()
        data = response.read()
        connection.close()
        with self._lock:
            answered = members(data)
            self._learn(answered.get("data") or answered, None)
            self._learn(dict(parse_qsl(urlsplit(response.getheader("Location") or "").query)), None)
            self._follow(given, answered)
            if sent and response.status == 200 and fate == "answered":
                sent.is_answered = True
        if fate == "killed":
            self.kill(owner(handler.client_address[1]))
        if fate in ("killed", "lost"):
            handler.close_connection = True
            return
        handler.send_response_only(response.status)
        for name, value in response.getheaders():
            if name.lower() not in ("connection", "content-length", "transfer-encoding"):
                handler.send_header(name, value)
        handler.send_header("Content-Length", str(len(data)))
        handler.end_headers()
        handler.wfile.write(data)
        if fate == "killed after":
            self.kill(owner(handler.client_address[1]))

    def _learn(self, given, authorization):
        for name in NAMES & given.keys():
            if isinstance(given[name], str) and len(given[name]) > 9:
                self.secrets.add(given[name])
        if authorization:
            self.secrets.add(authorization.partition(" ")[2])

    def _sending(self, path, token):
        """Notes that a refresh token is sent; one that comes after its grace is a problem."""
        if not token or not path.endswith(("/token", "/auth/refresh")):
            return None
        service, grace = ("provider", 3) if path.endswith("/token") else ("backend", 30)
        sent = self.sent.setdefault(token, Sent(service))
        sent.times.append(self.clock.now())
        late = sent.times[-1] - sent.times[0]
        if late > grace:
            self.problems.append(f"a refresh token of the {service} was sent again after {late:.1f} s")
        return sent

    def _follow(self, given, answered):
        """Learns whose tokens a response has: those of one sign-in stay with one person."""
        token, data = given.get("refresh_token"), answered.get("data")
        if isinstance(data, dict) and "user" in data:
            name = data["user"]["username"]
            self.accounts[data["refresh_token"]] = name
            token = given.get("access_token") or token
            if self.accounts.setdefault(token, name) != name:
                self.problems.append(f"a token of {self.accounts[token]} gave a session of {name}")
            if partner := self.partners.get(token):
                self.accounts.setdefault(partner, name)
                self.newest.setdefault(name, partner)
        elif "refresh_token" in answered:
            self.partners[answered["access_token"]] = answered["refresh_token"]
            if token in self.accounts:
                name = self.accounts[token]
                self.accounts[answered["refresh_token"]] = self.accounts[answered["access_token"]] = name
                self.newest[name] = answered["refresh_token"]

    def unanswered(self):
        """How many refreshes at the provider had no response that a process lived on with."""
        return sum(sent.service == "provider" and not sent.is_answered for sent in self.sent.values())


def members(body):
    """The members of a JSON object or of a form."""
    try:
        found = json.loads(body)
        return found if isinstance(found, dict) else {}
    except ValueError:
        return dict(parse_qsl(body.decode("latin-1")))


def owner(port):
    """The process that has a TCP connection of this machine from a port."""
    with open("/proc/net/tcp") as table:
        inode = next((line.split()[9] for line in table if re.search(rf"0100007F:{port:04X} 0100007F:", line)), None)
    for pid in filter(str.isdigit, os.listdir("/proc")):
        try:
            if any(os.readlink(f"/proc/{pid}/fd/{fd}") == f"socket:[{inode}]" for fd in os.listdir(f"/proc/{pid}/fd")):
                return int(pid)
        except OSError:
            continue
    return None
