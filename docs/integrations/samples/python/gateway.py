import hashlib
import hmac
import json
import os
import sys
from urllib.parse import parse_qsl, urlencode
from urllib.request import urlopen


def epay_sign(parameters, key):
    """The digest of EPay: parameters sorted by name, without sign, sign_type and empty ones, joined, and the key behind them."""
    pairs = sorted((name, value) for name, value in parameters.items() if name not in ("sign", "sign_type") and value != "")
    text = "&".join(f"{name}={value}" for name, value in pairs)
    return hashlib.md5((text + key).encode()).hexdigest()


def epay_create(gateway, pid, key, order):
    """Creates a payment. Send the payer to "payurl", or show it in a page of your own with "cashier_token"."""
    form = {**order, "pid": pid}
    form |= {"sign": epay_sign(form, key), "sign_type": "MD5"}
    with urlopen(f"{gateway}/mapi.php", urlencode(form).encode(), timeout=30) as response:
        answer = json.load(response)
    if answer["code"] != 1:
        raise RuntimeError(answer["msg"])
    return answer


def epay_is_paid(received, pid, key):
    """Whether a callback says that an order is paid. Compare its money with your order's before you deliver, and answer "success"."""
    fits = hmac.compare_digest(epay_sign(received, key), received.get("sign", "").lower())
    return fits and received.get("pid") == pid and received.get("trade_status") == "TRADE_SUCCESS"


def webhook_data(body, signature, secret):
    """The data of a webhook, or None where the signature does not fit. Give the bytes of the body exactly as they came."""
    expected = "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    return json.loads(body) if hmac.compare_digest(expected, signature) else None


# python3 gateway.py create NUMBER MONEY TYPE · python3 gateway.py callbacks · python3 gateway.py webhooks
def main(what, *order):
    pid, key = os.environ["PID"], os.environ["KEY"]
    if what == "create":
        number, money, coin = order
        wanted = {"out_trade_no": number, "money": money, "type": coin, "name": "VIP 会员", "notify_url": os.environ["NOTIFY_URL"]}
        print(json.dumps(epay_create(os.environ["GATEWAY"], pid, key, wanted)))
        return
    for line in sys.stdin:
        line = line.rstrip("\n")
        if what == "callbacks":
            received = dict(parse_qsl(line, keep_blank_values=True))
            print(f"paid {received['out_trade_no']} {received['money']}" if epay_is_paid(received, pid, key) else "refused")
        else:
            signature, body = line.split(" ", 1)
            event = webhook_data(body.encode(), signature, key)
            print("refused" if event is None else f"{event['data']['status']} {event['data']['order_id']}")


if __name__ == "__main__":
    main(*sys.argv[1:])
