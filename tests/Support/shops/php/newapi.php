<?php
declare(strict_types=1);
require __DIR__ . '/shop.php';

// new-api and other users of go-epay: a form to submit.php with device=pc; everything that is sent is signed, empty values aside;
// notices by GET or POST, never both mixed.
$shop = new Shop();

$submit = static function (array $order) use ($shop): array {
    $parameters = [
        'pid' => $shop->pid,
        'type' => $order['type'],
        'out_trade_no' => $order['out_trade_no'],
        'notify_url' => $shop->self . '/notify/api/user/epay',
        'name' => $order['name'],
        'money' => number_format((float) $order['money'], 2, '.', ''),
        'device' => 'pc',
        'return_url' => $shop->self . '/console/log',
    ];
    return ['POST', $shop->gateway . '/submit.php', $parameters + ['sign' => standard_sign($parameters, $shop->key), 'sign_type' => 'MD5']];
};

$isGenuine = static fn(array $heard): bool => standard_sign($heard, $shop->key) === ($heard['sign'] ?? '');

$notify = static function () use ($shop, $isGenuine): array {
    $heard = $_SERVER['REQUEST_METHOD'] === 'POST' ? $_POST : $_GET;
    $order = $shop->order($heard['out_trade_no'] ?? '');
    if ($order === null || !$isGenuine($heard) || $heard['trade_status'] !== 'TRADE_SUCCESS') {
        return [200, 'fail', 'refused'];
    }
    return [200, 'success', $shop->pay($order['out_trade_no']) ? 'paid' : 'repeat'];
};

$shop->serve($submit, $notify, $isGenuine);
