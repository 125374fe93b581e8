<?php
// A webhook as Cryptomus' own PHP signs it: reads JSON texts of data, one a line in base64, writes the signed bodies likewise.
// argv: the key, and how the body is sent: "same" as it was signed, or "plain" by json_encode's defaults (other characters as \u….)
[, $key, $form] = $argv;
while (($line = fgets(STDIN)) !== false) {
    $data = json_decode(base64_decode(trim($line)), true);
    $data['sign'] = md5(base64_encode(json_encode($data, JSON_UNESCAPED_UNICODE)) . $key);
    echo base64_encode(json_encode($data, $form === 'same' ? JSON_UNESCAPED_UNICODE : 0)), "\n";
}
