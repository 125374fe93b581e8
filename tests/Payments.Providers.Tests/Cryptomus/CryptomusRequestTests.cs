using System.Text;
using Payments.Providers.Common;
using Payments.Providers.Cryptomus.Requests;

namespace Payments.Providers.Tests.Cryptomus;

/// <summary>The bounds of the manual, and the fields as they are written.</summary>
public sealed class CryptomusRequestTests
{
    private static readonly CryptomusPaymentRequest Payment = new() { Amount = 15, Currency = "USD", OrderId = "T-1" };

    private static readonly CryptomusPayoutRequest Payout = new()
    {
        Amount = 15,
        Currency = "USDT",
        OrderId = "P-1",
        Address = "TLa2f6VPqDgRE67v1736s7bJ8Ray5wYjU7",
        IsSubtract = true,
        Network = "tron",
    };

    private static readonly string Uuid = TestAccounts.Merchant;

    public static TheoryData<string?, CryptomusRequest> Bounds => new()
    {
        { null, Payment },
        { "amount", Payment with { Amount = 0 } },
        { "amount", Payment with { Amount = -1 } },
        { "currency", Payment with { Currency = "" } },
        { "currency", Payment with { Currency = "US D" } },
        { "order_id", Payment with { OrderId = "" } },
        { null, Payment with { OrderId = new string('x', 128) } },
        { "order_id", Payment with { OrderId = new string('x', 129) } },
        { null, Payment with { OrderId = "aZ09_-" } },
        { "order_id", Payment with { OrderId = "a.b" } },
        { "order_id", Payment with { OrderId = "订单" } },
        { "url_callback", Payment with { UrlCallback = "https://x/" + new string('x', 246) } },
        { null, Payment with { UrlCallback = "https://x/" + new string('x', 245) } },
        { "url_callback", Payment with { UrlCallback = "/callback" } },
        { "url_return", Payment with { UrlReturn = "ftp://shop.example" } },
        { "url_success", Payment with { UrlSuccess = "no address" } },
        { null, Payment with { LifetimeSeconds = 300 } },
        { null, Payment with { LifetimeSeconds = 43200 } },
        { "lifetime", Payment with { LifetimeSeconds = 299 } },
        { "lifetime", Payment with { LifetimeSeconds = 43201 } },
        { "subtract", Payment with { Subtract = 101 } },
        { "subtract", Payment with { Subtract = -1 } },
        { "accuracy_payment_percent", Payment with { AccuracyPaymentPercent = 5.1m } },
        { null, Payment with { AccuracyPaymentPercent = 5 } },
        { null, Payment with { AdditionalData = new string('x', 255) } },
        { "additional_data", Payment with { AdditionalData = new string('x', 256) } },
        { "discount_percent", Payment with { DiscountPercent = -100 } },
        { null, Payment with { DiscountPercent = -99 } },
        { "discount_percent", Payment with { DiscountPercent = 101 } },
        { "currencies", Payment with { Currencies = [new CryptomusCoin("")] } },
        { "except_currencies", Payment with { ExceptCurrencies = [new CryptomusCoin("US/DT")] } },
        { "uuid", new CryptomusReference() },
        { "uuid", new CryptomusReference { Uuid = "not-a-uuid" } },
        { null, new CryptomusReference { Uuid = Uuid } },
        { null, new CryptomusReference { OrderId = "T-1" } },
        { "order_id", new CryptomusReference { OrderId = "T 1" } },
        { "address", new CryptomusRefundRequest { OrderId = "T-1", Address = "", IsSubtract = true } },
        { "uuid", new CryptomusRefundRequest { Address = Payout.Address, IsSubtract = true } },
        { "order_id",
            new CryptomusTestWebhookRequest { UrlCallback = "https://x.example", Currency = "USDT", Network = "tron",
                OrderId = new string('x', 33) } },
        { "url_callback", new CryptomusTestWebhookRequest { UrlCallback = "x", Currency = "USDT", Network = "tron" } },
        { "order_id", new CryptomusWalletRequest { Currency = "USDT", Network = "tron", OrderId = new string('x', 101) } },
        { "network", new CryptomusWalletRequest { Currency = "USDT", Network = "", OrderId = "W-1" } },
        { "uuid", new CryptomusBlockRequest() },
        { "address", new CryptomusBlockedRefundRequest { Uuid = Uuid, Address = "short" } },
        { "merchant_payment_uuid", new CryptomusQrRequest() },
        { "wallet_address_uuid", new CryptomusQrRequest { WalletAddressUuid = "x" } },
        { "date_from", new CryptomusListRequest { DateFrom = "2026-01-01" } },
        { "date_to", new CryptomusListRequest { DateTo = "2026-13-01 00:00:00" } },
        { null, new CryptomusListRequest { DateFrom = "2026-01-01 00:00:00", DateTo = "2026-01-01 23:59:59" } },
        { null, Payout },
        { "order_id", Payout with { OrderId = new string('x', 101) } },
        { "amount", Payout with { Amount = 0 } },
        { "memo", Payout with { Memo = new string('x', 31) } },
        { "address", Payout with { Address = "with blank inside" } },
        { null, new CryptomusNothing() },
    };

    [Theory]
    [MemberData(nameof(Bounds))]
    public void What_is_out_of_bounds_is_named(string? field, CryptomusRequest request)
    {
        var faults = new FieldFaults();
        request.Check(faults);

        if (field is null) faults.Refusal.Should().BeNull();
        else faults.Refusal!.Fields.Should().ContainKey(field).And.HaveCount(1);
    }

    [Fact]
    public void Every_field_has_the_name_and_the_kind_of_the_manual() => Written(Payment with
    {
        Amount = 15.50m,
        Network = "tron",
        UrlReturn = "https://r",
        UrlSuccess = "https://s",
        UrlCallback = "https://c",
        IsPaymentMultiple = false,
        LifetimeSeconds = 600,
        ToCurrency = "USDT",
        Subtract = 100,
        AccuracyPaymentPercent = 0.5m,
        AdditionalData = "n",
        Currencies = [new CryptomusCoin("USDT", "tron"), new CryptomusCoin("BTC")],
        ExceptCurrencies = [new CryptomusCoin("ETH")],
        CourseSource = "Binance",
        FromReferralCode = "r",
        DiscountPercent = -5,
        IsRefresh = true,
    }).Should().Be("""
        {"amount":"15.5","currency":"USD","order_id":"T-1","network":"tron","url_return":"https://r","url_success":"https://s",
        "url_callback":"https://c","is_payment_multiple":false,"lifetime":600,"to_currency":"USDT","subtract":100,
        "accuracy_payment_percent":0.5,"additional_data":"n","currencies":[{"currency":"USDT","network":"tron"},{"currency":"BTC"}],
        "except_currencies":[{"currency":"ETH"}],"course_source":"Binance","from_referral_code":"r","discount_percent":-5,"is_refresh":true}
        """.ReplaceLineEndings(""));

    [Fact]
    public void What_is_not_said_is_not_written()
    {
        Written(new CryptomusNothing()).Should().Be("{}");
        Written(new CryptomusListRequest { Cursor = "c" }).Should().Be("{}");
        Written(Payout).Should().Be(
            """{"amount":"15","currency":"USDT","order_id":"P-1","address":"TLa2f6VPqDgRE67v1736s7bJ8Ray5wYjU7",""" +
            "\"is_subtract\":true,\"network\":\"tron\"}");
    }

    private static string Written(CryptomusRequest request) => Encoding.UTF8.GetString(CryptomusJson.Bytes(request));
}
