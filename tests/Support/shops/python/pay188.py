"""A shop of 188Pay's JSON API. It signs and checks as the 188Pay document's Python sample does.

Without an argument it reads a callback's body a line and answers each with a line, `success` or `fail`; with a port it listens there:

GET /ready  "ready"
GET /order  asks the gateway for an order (merchantOrderId, amount, coinType) and passes its answer on
POST else   hears one callback
"""
import hashlib
import http.server
import json
import os
import sys
import urllib.error
import urllib.parse
import urllib.request

KEY = os.environ.get("SHOP_KEY", "")
PID = os.environ.get("SHOP_PID", "")
GATEWAY = os.environ.get("SHOP_GATEWAY", "")
SELF = os.environ.get("SHOP_SELF", "")


def sign(values):
    kept = {name: value for name, value in values.items() if value not in ("", None)}
    text = "&".join(f"{name}={kept[name]}" for name in sorted(kept)) + "&secret_key=" + KEY
    return hashlib.md5(text.encode()).hexdigest()


def is_genuine(text):
    values = json.loads(text)
    given = values.pop("sign", "")
    values.pop("sign_type", None)
    return sign(values) == given


def order(wish):
    signed = {
        "merchantId": PID,
        "merchantOrderId": wish["merchantOrderId"],
        "amount": json.loads(wish["amount"]),
        "coinType": wish["coinType"],
        "notifyUrl": SELF + "/callback",
    }
    body = json.dumps({**signed, "returnUrl": SELF + "/return", "subject": "VIP 会员", "sign": sign(signed)}).encode()
    request = urllib.request.Request(GATEWAY + "/pay/address", body, {"Content-Type": "application/json"})
    try:
        with urllib.request.urlopen(request) as answer:
            return answer.read()
    except urllib.error.HTTPError as refusal:
        return refusal.read()


class Shop(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        url = urllib.parse.urlsplit(self.path)
        self.answer(b"ready" if url.path == "/ready" else order(dict(urllib.parse.parse_qsl(url.query))))

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.answer(b"success" if is_genuine(body) else b"fail")

    def answer(self, content):
        self.send_response(200)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_):
        """Test output stays quiet."""


if __name__ == "__main__":
    if len(sys.argv) > 1:
        http.server.ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Shop).serve_forever()
    sys.stdin.reconfigure(encoding="utf-8")
    for line in sys.stdin:
        print("success" if is_genuine(line) else "fail", flush=True)
