// Package main is a client of the gateway for a shop in Go, without any module beside the standard library.
package main

import (
	"bufio"
	"crypto/hmac"
	"crypto/md5"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"sort"
	"strings"
	"time"
)

// EpaySign is the digest of EPay: parameters sorted by name, without sign, sign_type and empty ones, joined, and the key behind them.
func EpaySign(parameters map[string]string, key string) string {
	var pairs []string
	for name, value := range parameters {
		if name != "sign" && name != "sign_type" && value != "" {
			pairs = append(pairs, name+"="+value)
		}
	}
	sort.Strings(pairs)
	digest := md5.Sum([]byte(strings.Join(pairs, "&") + key))
	return hex.EncodeToString(digest[:])
}

// EpayCreate creates a payment. Send the payer to "payurl", or show it in a page of your own with "cashier_token".
func EpayCreate(gateway, pid, key string, order map[string]string) (map[string]any, error) {
	form := url.Values{"pid": {pid}, "sign_type": {"MD5"}}
	signed := map[string]string{"pid": pid}
	for name, value := range order {
		signed[name] = value
		form.Set(name, value)
	}
	form.Set("sign", EpaySign(signed, key))
	client := http.Client{Timeout: 30 * time.Second}
	response, err := client.PostForm(gateway+"/mapi.php", form)
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	var answer map[string]any
	if err := json.NewDecoder(response.Body).Decode(&answer); err != nil {
		return nil, err
	}
	if answer["code"] != float64(1) {
		return nil, errors.New(fmt.Sprint(answer["msg"]))
	}
	return answer, nil
}

// EpayIsPaid tells whether a callback says that an order is paid. Compare its money with your order's before you deliver, and answer "success".
func EpayIsPaid(received map[string]string, pid, key string) bool {
	fits := subtle.ConstantTimeCompare([]byte(EpaySign(received, key)), []byte(strings.ToLower(received["sign"]))) == 1
	return fits && received["pid"] == pid && received["trade_status"] == "TRADE_SUCCESS"
}

// WebhookData is the data of a webhook, or nil where the signature does not fit. Give the bytes of the body exactly as they came.
func WebhookData(body []byte, signature, secret string) map[string]any {
	digest := hmac.New(sha256.New, []byte(secret))
	digest.Write(body)
	expected := "sha256=" + hex.EncodeToString(digest.Sum(nil))
	var data map[string]any
	if subtle.ConstantTimeCompare([]byte(expected), []byte(signature)) != 1 || json.Unmarshal(body, &data) != nil {
		return nil
	}
	return data
}

// go run gateway.go create NUMBER MONEY TYPE · go run gateway.go callbacks · go run gateway.go webhooks
func main() {
	pid, key := os.Getenv("PID"), os.Getenv("KEY")
	if os.Args[1] == "create" {
		order := map[string]string{
			"out_trade_no": os.Args[2], "money": os.Args[3], "type": os.Args[4], "name": "VIP 会员", "notify_url": os.Getenv("NOTIFY_URL"),
		}
		answer, err := EpayCreate(os.Getenv("GATEWAY"), pid, key, order)
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		text, _ := json.Marshal(answer)
		fmt.Println(string(text))
		return
	}
	lines := bufio.NewScanner(os.Stdin)
	for lines.Scan() {
		if os.Args[1] == "callbacks" {
			callback(lines.Text(), pid, key)
		} else {
			signature, body, _ := strings.Cut(lines.Text(), " ")
			webhook(signature, body, key)
		}
	}
}

func callback(form, pid, key string) {
	received := map[string]string{}
	values, _ := url.ParseQuery(form)
	for name := range values {
		received[name] = values.Get(name)
	}
	if EpayIsPaid(received, pid, key) {
		fmt.Println("paid", received["out_trade_no"], received["money"])
	} else {
		fmt.Println("refused")
	}
}

func webhook(signature, body, key string) {
	event := WebhookData([]byte(body), signature, key)
	if event == nil {
		fmt.Println("refused")
		return
	}
	data := event["data"].(map[string]any)
	fmt.Println(data["status"], data["order_id"])
}
