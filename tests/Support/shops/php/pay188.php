<?php
declare(strict_types=1);

/**
 * A shop of 188Pay's JSON API. It signs and checks as the 188Pay document's PHP sample does: decode, print again, compare.
 * On the command line it reads a callback's body a line and answers each with a line, `success` or `fail`. As a web script:
 *
 * GET /ready  "ready"
 * GET /order  asks the gateway for an order (merchantOrderId, amount, coinType) and passes its answer on
 * POST else   hears one callback
 */
function is_genuine(string $body, string $key): bool
{
    $data = json_decode($body, true);
    $given = $data['sign'] ?? '';
    unset($data['sign'], $data['sign_type']);
    $data = array_filter($data, static fn($value): bool => $value !== '' && $value !== null);
    ksort($data);
    $text = '';
    foreach ($data as $name => $value) {
        $text .= $name . '=' . $value . '&';
    }
    return md5(rtrim($text, '&') . '&secret_key=' . $key) === $given;
}

function order(string $key): string
{
    $order = [
        'merchantId' => getenv('SHOP_PID'),
        'merchantOrderId' => $_GET['merchantOrderId'],
        'amount' => $_GET['amount'] + 0,
        'coinType' => $_GET['coinType'],
        'notifyUrl' => getenv('SHOP_SELF') . '/callback',
    ];
    ksort($order);
    $text = '';
    foreach ($order as $name => $value) {
        $text .= $name . '=' . $value . '&';
    }
    $order += ['returnUrl' => getenv('SHOP_SELF') . '/return', 'subject' => 'VIP 会员', 'sign' => md5($text . 'secret_key=' . $key)];
    $context = ['method' => 'POST', 'header' => 'Content-Type: application/json', 'content' => json_encode($order), 'ignore_errors' => true];
    return file_get_contents(getenv('SHOP_GATEWAY') . '/pay/address', false, stream_context_create(['http' => $context]));
}

$key = (string) getenv('SHOP_KEY');
if (PHP_SAPI !== 'cli') {
    print(match (parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH)) {
        '/ready' => 'ready',
        '/order' => order($key),
        default => is_genuine(file_get_contents('php://input'), $key) ? 'success' : 'fail',
    });
    return;
}
while (($line = fgets(STDIN)) !== false) {
    print((is_genuine($line, $key) ? 'success' : 'fail') . "\n");
}
