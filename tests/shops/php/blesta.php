<?php
declare(strict_types=1);
require __DIR__ . '/shop.php';

// Blesta with the EPay SDK: an empty type, the client's number in param, which must come back; asks api.php with the key in the query.
$shop = new Shop();

$submit = static function (array $order) use ($shop): array {
    $parameters = [
        'pid' => $shop->pid,
        'type' => '',
        'notify_url' => $shop->self . '/notify/callback/gw/1/epay',
        'return_url' => $shop->self . '/client/pay/received/epay/',
        'out_trade_no' => $order['out_trade_no'],
        'name' => $order['name'],
        'money' => $order['money'],
        'param' => 'client_id=42',
    ];
    return ['GET', $shop->gateway . '/submit.php', $parameters + ['sign' => standard_sign($parameters, $shop->key), 'sign_type' => 'MD5']];
};

$notify = static function () use ($shop): array {
    $order = $shop->order($_GET['out_trade_no'] ?? '');
    if ($order === null || standard_sign($_GET, $shop->key) !== ($_GET['sign'] ?? '') || $_GET['trade_status'] !== 'TRADE_SUCCESS') {
        return [200, 'fail', 'refused'];
    }
    parse_str($_GET['param'] ?? '', $param);
    if (($param['client_id'] ?? '') !== '42') {
        return [200, 'fail', 'refused'];
    }
    return [200, 'success', $shop->pay($order['out_trade_no']) ? 'paid' : 'repeat'];
};

$query = static fn(string $number): string => $shop->gateway . '/api.php?' . http_build_query(['act' => 'order', 'pid' => $shop->pid, 'key' => $shop->key, 'out_trade_no' => $number]);

$shop->serve($submit, $notify, $query, static fn(mixed $answer): bool => is_array($answer) && ($answer['code'] ?? null) === 1 && ($answer['status'] ?? null) === 1);
