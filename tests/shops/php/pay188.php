<?php
declare(strict_types=1);

/**
 * Hears 188Pay's JSON callbacks and checks them as the 188Pay document's PHP sample does: decode, print again, compare.
 * On the command line it reads a body a line and answers each with a line, `success` or `fail`; as a web script it hears one body.
 */
function is_genuine(string $body, string $key): bool
{
    $data = json_decode($body, true);
    $given = $data['sign'] ?? '';
    unset($data['sign'], $data['sign_type']);
    $data = array_filter($data, static fn($value): bool => $value !== '' && $value !== null);
    ksort($data);
    $text = '';
    foreach ($data as $name => $value) {
        $text .= $name . '=' . $value . '&';
    }
    return md5(rtrim($text, '&') . '&secret_key=' . $key) === $given;
}

$key = (string) getenv('SHOP_KEY');
if (PHP_SAPI !== 'cli') {
    print(($_SERVER['REQUEST_URI'] === '/ready') ? 'ready' : (is_genuine(file_get_contents('php://input'), $key) ? 'success' : 'fail'));
    return;
}
while (($line = fgets(STDIN)) !== false) {
    print((is_genuine($line, $key) ? 'success' : 'fail') . "\n");
}
