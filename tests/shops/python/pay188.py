"""Hears 188Pay's JSON callbacks and checks them as the 188Pay document's Python sample does.

Without an argument it reads a body a line and answers each with a line, `success` or `fail`; with a port it listens there.
"""
import hashlib
import http.server
import json
import os
import sys

KEY = os.environ.get("SHOP_KEY", "")


def is_genuine(text):
    values = json.loads(text)
    given = values.pop("sign", "")
    values.pop("sign_type", None)
    kept = {name: value for name, value in values.items() if value not in ("", None)}
    signed = "&".join(f"{name}={kept[name]}" for name in sorted(kept)) + "&secret_key=" + KEY
    return hashlib.md5(signed.encode()).hexdigest() == given


class Receiver(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.answer("ready")

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.answer("success" if is_genuine(body) else "fail")

    def answer(self, text):
        self.send_response(200)
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text.encode())

    def log_message(self, *_):
        """Test output stays quiet."""


if __name__ == "__main__":
    if len(sys.argv) > 1:
        http.server.ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Receiver).serve_forever()
    sys.stdin.reconfigure(encoding="utf-8")
    for line in sys.stdin:
        print("success" if is_genuine(line) else "fail", flush=True)
