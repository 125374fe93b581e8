<?php
declare(strict_types=1);
require __DIR__ . '/shop.php';

// The 188Pay plugins for SSPanel and V2Board: the seed document's signature, in either case; notices by GET, POST form or JSON.
$shop = new Shop();

$submit = static function (array $order) use ($shop): array {
    $parameters = [
        'pid' => $shop->pid,
        'type' => 'usdt',
        'out_trade_no' => $order['out_trade_no'],
        'notify_url' => $shop->self . '/notify/token188',
        'return_url' => $shop->self . '/user/order/' . $order['out_trade_no'],
        'name' => $order['name'],
        'money' => $order['money'],
    ];
    return ['GET', $shop->gateway . '/submit.php', $parameters + ['sign' => strtoupper(standard_sign($parameters, $shop->key)), 'sign_type' => 'MD5']];
};

$isGenuine = static fn(array $heard): bool => hash_equals(standard_sign($heard, $shop->key), strtolower($heard['sign'] ?? ''));

$notify = static function () use ($shop, $isGenuine): array {
    $heard = $_POST + $_GET;
    if (str_contains($_SERVER['CONTENT_TYPE'] ?? '', 'json')) {
        $heard = json_decode(file_get_contents('php://input'), true);
    }
    $isPaid = ($heard['trade_status'] ?? '') === 'TRADE_SUCCESS' && $shop->order($heard['out_trade_no'] ?? '') !== null;
    if (!$isPaid || !$isGenuine($heard)) {
        return [200, 'fail', 'refused'];
    }
    return [200, 'success', $shop->pay($heard['out_trade_no']) ? 'paid' : 'repeat'];
};

$shop->serve($submit, $notify, $isGenuine);
