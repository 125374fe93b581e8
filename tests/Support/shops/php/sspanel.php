<?php
declare(strict_types=1);
require __DIR__ . '/shop.php';

// SSPanel-UIM: its server posts a form to mapi.php and reads JSON; the digest is SHA-256 by default; empty values are signed on
// submit. Of a notice it reads the query string only, so that a POST form is an unsigned request to it.
$shop = new Shop();

$submit = static function (array $order) use ($shop): array {
    $parameters = [
        'pid' => $shop->pid,
        'type' => $order['type'],
        'out_trade_no' => $order['out_trade_no'],
        'notify_url' => $shop->self . '/notify/epay',
        'return_url' => $shop->self . '/user/payment/return/epay',
        'name' => $order['name'],
        'money' => $order['money'],
        'sitename' => 'SSPanel 测试',
        'clientip' => '203.0.113.7',
        'param' => $order['param'],
    ];
    $signed = $parameters + ['sign' => digest_of($parameters, $shop->key, 'sha256'), 'sign_type' => 'SHA256'];
    return ['POST', $shop->gateway . '/mapi.php', $signed];
};

$isGenuine = static fn(array $heard): bool => hash_equals(standard_sign($heard, $shop->key, 'sha256'), $heard['sign'] ?? '');

$notify = static function () use ($shop, $isGenuine): array {
    $order = $shop->order($_GET['out_trade_no'] ?? '');
    if (!$isGenuine($_GET) || $order === null || $_GET['trade_status'] !== 'TRADE_SUCCESS') {
        return [200, 'failed', 'refused'];
    }
    return [200, 'success', $shop->pay($order['out_trade_no']) ? 'paid' : 'repeat'];
};

$payUrl = static fn(mixed $answer): ?string => ($answer['code'] ?? null) === 1 && is_string($answer['payurl'] ?? null) ? $answer['payurl'] : null;

$shop->serve($submit, $notify, $isGenuine, $payUrl);
