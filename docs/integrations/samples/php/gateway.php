<?php
declare(strict_types=1);

/** The digest of EPay: parameters sorted by name, without sign, sign_type and empty ones, joined, and the key behind them. */
function epay_sign(array $parameters, string $key): string
{
    unset($parameters['sign'], $parameters['sign_type']);
    $parameters = array_filter($parameters, static fn($value): bool => $value !== '');
    ksort($parameters, SORT_STRING);
    $pairs = array_map(static fn($name, $value): string => "$name=$value", array_keys($parameters), $parameters);
    return md5(implode('&', $pairs) . $key);
}

/** Creates a payment. Send the payer to 'payurl', or show it in a page of your own with 'cashier_token'. */
function epay_create(string $gateway, string $pid, string $key, array $order): array
{
    $order['pid'] = $pid;
    $order['sign'] = epay_sign($order, $key);
    $order['sign_type'] = 'MD5';
    $request = ['method' => 'POST', 'header' => 'Content-Type: application/x-www-form-urlencoded', 'content' => http_build_query($order), 'timeout' => 30];
    $answer = json_decode(file_get_contents("$gateway/mapi.php", false, stream_context_create(['http' => $request])), true, 16, JSON_THROW_ON_ERROR);
    return $answer['code'] === 1 ? $answer : throw new RuntimeException($answer['msg']);
}

/** Whether a callback says that an order is paid. Compare its money with your order's before you deliver, and answer "success". */
function epay_is_paid(array $received, string $pid, string $key): bool
{
    return hash_equals(epay_sign($received, $key), strtolower($received['sign'] ?? ''))
        && ($received['pid'] ?? '') === $pid
        && ($received['trade_status'] ?? '') === 'TRADE_SUCCESS';
}

/** The data of a webhook, or null where the signature does not fit. Give the body exactly as it came: file_get_contents('php://input'). */
function webhook_data(string $body, string $signature, string $secret): ?array
{
    $expected = 'sha256=' . hash_hmac('sha256', $body, $secret);
    return hash_equals($expected, $signature) ? json_decode($body, true, 16, JSON_THROW_ON_ERROR) : null;
}

// php gateway.php create NUMBER MONEY TYPE · php gateway.php callbacks · php gateway.php webhooks
if (PHP_SAPI === 'cli' && realpath($argv[0]) === __FILE__) {
    [$pid, $key] = [getenv('PID'), getenv('KEY')];
    if ($argv[1] === 'create') {
        $order = ['out_trade_no' => $argv[2], 'money' => $argv[3], 'type' => $argv[4], 'name' => 'VIP 会员', 'notify_url' => getenv('NOTIFY_URL')];
        echo json_encode(epay_create(getenv('GATEWAY'), $pid, $key, $order), JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES), "\n";
    }
    while ($argv[1] !== 'create' && ($line = fgets(STDIN)) !== false) {
        $line = rtrim($line, "\n");
        if ($argv[1] === 'callbacks') {
            parse_str($line, $received);
            echo epay_is_paid($received, $pid, $key) ? "paid {$received['out_trade_no']} {$received['money']}\n" : "refused\n";
        } else {
            [$signature, $body] = explode(' ', $line, 2);
            $event = webhook_data($body, $signature, $key);
            echo $event === null ? "refused\n" : "{$event['data']['status']} {$event['data']['order_id']}\n";
        }
    }
}
