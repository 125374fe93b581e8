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

$isGenuine = static fn(array $heard): bool => standard_sign($heard, $shop->key) === ($heard['sign'] ?? '');

$notify = static function () use ($shop, $isGenuine): array {
    $order = $shop->order($_GET['out_trade_no'] ?? '');
    if ($order === null || !$isGenuine($_GET) || $_GET['trade_status'] !== 'TRADE_SUCCESS') {
        return [200, 'fail', 'refused'];
    }
    parse_str($_GET['param'] ?? '', $param);
    if (($param['client_id'] ?? '') !== '42') {
        return [200, 'fail', 'refused'];
    }
    return [200, 'success', $shop->pay($order['out_trade_no']) ? 'paid' : 'repeat'];
};

$api = static fn(array $question): string => $shop->gateway . '/api.php?' . http_build_query($question + ['pid' => $shop->pid, 'key' => $shop->key]);

$questions = [
    static fn(string $number): array => [
        $api(['act' => 'order', 'out_trade_no' => $number]),
        static fn(array $answer): bool => $answer['code'] === 1 && $answer['status'] === 1 && $answer['out_trade_no'] === $number && $answer['param'] === 'client_id=42',
    ],
    static fn(string $number): array => [$api(['act' => 'query']), static fn(array $answer): bool => $answer['code'] === 1 && $answer['active'] === 1],
];

$shop->serve($submit, $notify, $isGenuine, questions: $questions);
