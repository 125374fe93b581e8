<?php
declare(strict_types=1);
require __DIR__ . '/shop.php';

// Dujiaoka: the payer's browser sends a GET form to the full address that the admin typed; money is a float; a loose
// empty test. It hears GET alone, looks at the amount and not at trade_status, and breaks on a second notice.
$shop = new Shop();

$sign = static function (array $parameters) use ($shop): string {
    unset($parameters['sign'], $parameters['sign_type']);
    return digest_of(array_filter($parameters, static fn($value): bool => $value != ''), $shop->key);
};

$submit = static function (array $order) use ($shop, $sign): array {
    $parameters = [
        'pid' => $shop->pid,
        'type' => $order['type'],
        'out_trade_no' => $order['out_trade_no'],
        'return_url' => $shop->self . '/return?order_id=' . $order['out_trade_no'],
        'notify_url' => $shop->self . '/notify',
        'name' => $order['out_trade_no'],
        'money' => (float) $order['money'],
        'sign_type' => 'MD5',
    ];
    return ['GET', $shop->gateway . '/submit.php', $parameters + ['sign' => $sign($parameters)]];
};

// The page that the payer comes back to finds the order by a name of its own, which nobody signed.
$isGenuine = static fn(array $heard): bool => $sign(array_diff_key($heard, ['order_id' => ''])) === ($heard['sign'] ?? '');

$notify = static function () use ($shop, $isGenuine): array {
    if ($_SERVER['REQUEST_METHOD'] !== 'GET') {
        return [405, 'The POST method is not supported for this route.', 'refused'];
    }
    $order = $shop->order($_GET['out_trade_no'] ?? '');
    if ($order === null || !$isGenuine($_GET)) {
        return [200, 'fail', 'refused'];
    }
    if (number_format((float) $order['money'], 2) !== number_format((float) $_GET['money'], 2)) {
        return [500, 'the amount differs', 'refused'];
    }
    return $shop->pay($order['out_trade_no']) ? [200, 'success', 'paid'] : [500, 'the order is done already', 'repeat'];
};

$shop->serve($submit, $notify, $isGenuine);
