using System.Security.Cryptography;
using System.Text;
using Payments.Providers.Common;
using Payments.Providers.Cryptomus;
using Payments.Providers.Cryptomus.Webhooks;

namespace Payments.Providers.Tests.Cryptomus;

/// <summary>Which webhooks are taken. Signatures are made here from the manual's words, not by the code under test.</summary>
public sealed class CryptomusWebhookTests
{
    private const string Key = "payment-key";
    private const string PayoutKey = "payout-key";

    [Fact]
    public void A_body_that_was_re_encoded_behind_its_signature_is_taken()
    {
        // Signed as PHP writes it, with escaped slashes; sent as other encoders write it.
        const string Data =
            """{"type":"payment","uuid":"u","order_id":"T-1","status":"paid","is_final":true,"additional_data":"订单\/1 é"}""";
        var sign = Md5(Data, Key);
        foreach (var sent in new[] { Data, Data.Replace("\\/", "/"), Data.Replace("订单", "\\u8ba2\\u5355"), Data.Replace("\\/", "/")
            .Replace("é", "\\u00e9") })
            Verify(With(sent, sign)).Webhook!.AdditionalData.Should().Be("订单/1 é");
    }

    [Fact]
    public void A_signature_without_escaped_slashes_does_not_fit_even_when_nothing_else_is_wrong()
    {
        const string Data = """{"type":"payment","uuid":"u","status":"paid","additional_data":"https://a/b"}""";

        // What is signed exactly as it is sent fits; the same signature under escaped slashes does not.
        Verify(With(Data, Md5(Data, Key))).Fault.Should().Be(CryptomusWebhookFault.None);
        Verify(With(Data.Replace("/", "\\/"), Md5(Data, Key))).Fault.Should().Be(CryptomusWebhookFault.WrongSignature);
    }

    [Fact]
    public void The_signature_is_in_the_body_and_a_header_does_not_replace_it()
    {
        const string Data = """{"type":"payment","uuid":"u","status":"paid"}""";

        Verify(Data, Md5(Data, Key)).Fault.Should().Be(CryptomusWebhookFault.NotSigned);
        Verify(Data, Hmac(Data, Key)).Fault.Should().Be(CryptomusWebhookFault.NotSigned);
        Verify(With(Data, Md5(Data, Key)), "nonsense").Fault.Should().Be(CryptomusWebhookFault.None);
    }

    [Theory]
    [InlineData("payment", Key, true)]
    [InlineData("payment", PayoutKey, false)]
    [InlineData("wallet", Key, true)]
    [InlineData("wallet", PayoutKey, false)]
    [InlineData("payout", PayoutKey, true)]
    [InlineData("payout", Key, false)]
    public void The_key_goes_by_the_type(string type, string key, bool fits)
    {
        var data = $$"""{"type":"{{type}}","uuid":"u","status":"paid","is_final":true}""";

        var verdict = Verify(With(data, Md5(data, key)));

        verdict.Fault.Should().Be(fits ? CryptomusWebhookFault.None : CryptomusWebhookFault.WrongSignature);
    }

    [Fact]
    public void A_payout_is_not_verified_without_its_key()
    {
        const string Data = """{"type":"payout","uuid":"u","status":"paid"}""";

        Verify(With(Data, Md5(Data, "")), account: TestAccounts.Cryptomus(Key)).Fault.Should().Be(CryptomusWebhookFault.NoKey);
    }

    [Theory]
    [InlineData("""{"type":"payments","uuid":"u","status":"paid"}""", CryptomusWebhookFault.UnknownType)]
    [InlineData("""{"uuid":"u","status":"paid"}""", CryptomusWebhookFault.UnknownType)]
    [InlineData("""{"type":"payment","status":"paid"}""", CryptomusWebhookFault.Unreadable)]
    [InlineData("""{"type":"payment","uuid":"u"}""", CryptomusWebhookFault.Unreadable)]
    [InlineData("""{"type":"payment","uuid":"u","status":"paid","amount":"1,5"}""", CryptomusWebhookFault.Unreadable)]
    [InlineData("""{"type":"payment","uuid":"u","status":"paid","is_final":"perhaps"}""", CryptomusWebhookFault.Unreadable)]
    [InlineData("""{"type":"payment","uuid":["u"],"status":"paid"}""", CryptomusWebhookFault.Unreadable)]
    public void A_genuine_one_that_cannot_be_read_is_not_taken(string data, CryptomusWebhookFault fault) =>
        Verify(With(data, Md5(data, Key))).Fault.Should().Be(fault);

    [Fact]
    public void Every_changed_byte_is_noticed()
    {
        const string Data =
            """{"type":"payment","uuid":"u","order_id":"T-1","amount":"15.00000000","currency":"USD","status":"paid","is_final":true}""";
        var body = Encoding.UTF8.GetBytes(With(Data, Md5(Data, Key)));
        for (var i = 0; i < body.Length; i++)
        {
            var changed = (byte[])body.Clone();
            changed[i] ^= 1;
            new CryptomusWebhookVerifier(Account.Read()).Verify(changed).Webhook.Should().BeNull($"byte {i} was changed");
        }
    }

    [Fact]
    public void Two_deposits_to_one_static_wallet_are_two_and_a_repeated_one_is_one()
    {
        string Deposit(string uuid, string txid) =>
            $$"""{"type":"wallet","uuid":"{{uuid}}","order_id":"W-1","amount":"5","status":"paid","is_final":true,"txid":"{{txid}}"}""";
        string KeyOf(string data) => Verify(With(data, Md5(data, Key))).Webhook!.PaymentKey;

        new[] { KeyOf(Deposit("a", "1")), KeyOf(Deposit("b", "2")), KeyOf(Deposit("a", "3")) }.Should().OnlyHaveUniqueItems();
        KeyOf(Deposit("a", "1")).Should().Be(KeyOf(Deposit("a", "1")));
    }

    [Theory]
    [InlineData("payment", "some_new_word")]
    [InlineData("payout", "some_new_word")]
    public void A_status_that_is_not_known_is_never_final(string type, string word)
    {
        var data = $$"""{"type":"{{type}}","uuid":"u","status":"{{word}}","is_final":true}""";

        var webhook = Verify(With(data, Md5(data, type == "payout" ? PayoutKey : Key))).Webhook!;

        (webhook.StatusWord, webhook.IsFinal).Should().Be((word, false));
    }

    [Fact]
    public void A_replaced_key_is_still_taken_beside_the_present_one()
    {
        var account = Account with { FormerSettings = new Dictionary<string, string> { ["api_key"] = "old-key" } };
        const string Data = """{"type":"payment","uuid":"u","status":"paid"}""";

        Verify(With(Data, Md5(Data, "old-key")), account: account).Fault.Should().Be(CryptomusWebhookFault.None);
        Verify(With(Data, Md5(Data, Key)), account: account).Fault.Should().Be(CryptomusWebhookFault.None);
        Verify(With(Data, Md5(Data, "older-key")), account: account).Fault.Should().Be(CryptomusWebhookFault.WrongSignature);
    }

    [Fact]
    public void The_recharge_documents_own_sample_passes_under_its_own_scheme()
    {
        const string Data = """{"uuid":"test","payment_status":"paid"}""";
        var account = TestAccounts.Cryptomus(Key, PayoutKey, ("webhook_scheme", "header"));

        Verify(Data, Hmac(Data, Key), account).Webhook!.PaymentStatus.Should().Be(CryptomusPaymentStatus.Paid);
        Verify(Data, Hmac(Data, PayoutKey), account).Fault.Should().Be(CryptomusWebhookFault.WrongSignature);
        Verify(Data, null, account).Fault.Should().Be(CryptomusWebhookFault.NotSigned);
        Verify(With(Data, Md5(Data, Key)), null, account).Fault.Should().Be(CryptomusWebhookFault.NotSigned);
    }

    [Fact]
    public void A_body_beyond_the_limit_is_not_read() =>
        new CryptomusWebhookVerifier(Account.Read()).Verify(new byte[CryptomusWebhookVerifier.LongestBody + 1]).Fault.Should()
            .Be(CryptomusWebhookFault.TooLarge);

    private static ProviderAccount Account => TestAccounts.Cryptomus(Key, PayoutKey);

    private static CryptomusVerdict Verify(string body, string? header = null, ProviderAccount? account = null) =>
        new CryptomusWebhookVerifier((account ?? Account).Read()).Verify(Encoding.UTF8.GetBytes(body), header);

    private static string With(string data, string sign) => $"{data[..^1]},\"sign\":\"{sign}\"}}";

    private static string Md5(string data, string key) =>
        Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(Convert.ToBase64String(Encoding.UTF8.GetBytes(data)) + key)));

    private static string Hmac(string data, string key) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(data)));
}
