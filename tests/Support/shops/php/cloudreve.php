<?php
declare(strict_types=1);
require __DIR__ . '/shop.php';

// The EPay bridge of cloudreve: the full address, notices by GET alone, and the money to the letter.
$shop = new Shop();

$submit = static function (array $order) use ($shop): array {
    $parameters = [
        'pid' => $shop->pid,
        'type' => $order['type'],
        'out_trade_no' => $order['out_trade_no'],
        'notify_url' => $shop->self . '/notify/' . $order['out_trade_no'],
        'return_url' => $shop->self . '/purchase/return/' . $order['out_trade_no'],
        'name' => $order['name'],
        'money' => $order['money'],
    ];
    return ['POST', $shop->gateway . '/submit.php', $parameters + ['sign' => standard_sign($parameters, $shop->key), 'sign_type' => 'MD5']];
};

$isGenuine = static fn(array $heard): bool => standard_sign($heard, $shop->key) === ($heard['sign'] ?? '');

$notify = static function () use ($shop, $isGenuine): array {
    if ($_SERVER['REQUEST_METHOD'] !== 'GET') {
        return [404, '404 page not found', 'refused'];
    }
    $order = $shop->order($_GET['out_trade_no'] ?? '');
    if ($order === null || !$isGenuine($_GET) || $_GET['trade_status'] !== 'TRADE_SUCCESS' || $_GET['money'] !== $order['money']) {
        return [200, 'fail', 'refused'];
    }
    return [200, 'success', $shop->pay($order['out_trade_no']) ? 'paid' : 'repeat'];
};

$shop->serve($submit, $notify, $isGenuine);
