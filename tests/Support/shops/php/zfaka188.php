<?php
declare(strict_types=1);
require __DIR__ . '/shop.php';

// zfaka with the 188Pay plugin: /epay/submit, a callback address with a query of its own, a free text as name. It reads the
// query string only and takes a payment of at least the order's money.
$shop = new Shop();

$submit = static function (array $order) use ($shop): array {
    $parameters = [
        'pid' => $shop->pid,
        'type' => $order['type'],
        'out_trade_no' => $order['out_trade_no'],
        'notify_url' => $shop->self . '/notify?paymethod=usdt188',
        'return_url' => $shop->self . '/query/auto/' . $order['out_trade_no'],
        'name' => $order['name'],
        'money' => $order['money'],
    ];
    return ['GET', $shop->gateway . '/epay/submit', $parameters + ['sign' => standard_sign($parameters, $shop->key), 'sign_type' => 'MD5']];
};

$isGenuine = static fn(array $heard): bool => standard_sign($heard, $shop->key) === ($heard['sign'] ?? '');

$notify = static function () use ($shop, $isGenuine): array {
    $heard = $_GET;
    unset($heard['paymethod']);
    $order = $shop->order($heard['out_trade_no'] ?? '');
    if ($order === null || !$isGenuine($heard) || $heard['trade_status'] !== 'TRADE_SUCCESS') {
        return [200, 'error|sign', 'refused'];
    }
    if ((float) $heard['money'] < (float) $order['money']) {
        return [200, 'error|money', 'refused'];
    }
    return [200, 'success', $shop->pay($order['out_trade_no']) ? 'paid' : 'repeat'];
};

$shop->serve($submit, $notify, $isGenuine);
