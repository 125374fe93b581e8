<?php
declare(strict_types=1);
require __DIR__ . '/shop.php';

// Xboard: signs as V2Board does, sends a free type where the admin gave one, and answers what it does not take with 422.
$shop = new Shop();

$sign = static function (array $parameters) use ($shop): string {
    unset($parameters['sign'], $parameters['sign_type']);
    ksort($parameters);
    return md5(stripslashes(urldecode(http_build_query($parameters))) . $shop->key);
};

$submit = static function (array $order) use ($shop, $sign): array {
    $parameters = [
        'money' => $order['money'],
        'name' => $order['name'],
        'notify_url' => $shop->self . '/notify/EPay/a1b2c3',
        'return_url' => $shop->self . '/#/order/' . $order['out_trade_no'],
        'out_trade_no' => $order['out_trade_no'],
        'pid' => $shop->pid,
        'param' => $order['param'],
    ];
    if ($order['type'] !== '') {
        $parameters['type'] = $order['type'];
    }
    return ['GET', $shop->gateway . '/submit.php', $parameters + ['sign' => $sign($parameters), 'sign_type' => 'MD5']];
};

$isGenuine = static fn(array $heard): bool => $sign($heard) === ($heard['sign'] ?? '');

$notify = static function () use ($shop, $isGenuine): array {
    $heard = $_POST + $_GET;
    if (!$isGenuine($heard)) {
        return [422, 'verify error', 'refused'];
    }
    if ($shop->order($heard['out_trade_no'] ?? '') === null) {
        return [422, 'handle error', 'refused'];
    }
    return [200, 'success', $shop->pay($heard['out_trade_no']) ? 'paid' : 'repeat'];
};

$shop->serve($submit, $notify, $isGenuine);
