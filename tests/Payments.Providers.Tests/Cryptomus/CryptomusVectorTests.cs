using System.Text;
using System.Text.Json.Nodes;
using Payments.Providers.Cryptomus;
using Payments.Providers.Cryptomus.Requests;
using Payments.Providers.Cryptomus.Webhooks;
using Payments.Testing;

namespace Payments.Providers.Tests.Cryptomus;

/// <summary>Signatures that PHP and Node made of the same bodies.</summary>
public sealed class CryptomusVectorTests
{
    private static readonly JsonNode Vectors =
        JsonNode.Parse(File.ReadAllText(Path.Combine(Repository.Root, "tests/Payments.Providers.Tests/Vectors/cryptomus.json")))!;

    private static readonly string Key = (string)Vectors["api_key"]!;

    [Theory]
    [InlineData("request_plain")]
    [InlineData("request_php_escaped")]
    [InlineData("request_empty_object")]
    [InlineData("request_php_empty_array")]
    [InlineData("request_no_body")]
    public void A_request_is_signed_over_its_bytes(string name)
    {
        var (body, sign) = (Encoding.UTF8.GetBytes((string)Vectors[name]!["body"]!), (string)Vectors[name]!["sign"]!);

        CryptomusSignature.Sign(body, Key).Should().Be(sign);
        CryptomusSignature.Matches(body, Key, sign).Should().BeTrue();
        CryptomusSignature.Matches(body, Key, sign.ToUpperInvariant()).Should().BeTrue();
        CryptomusSignature.Matches(body, Key + "x", sign).Should().BeFalse();
    }

    [Fact]
    public void A_request_of_ours_is_written_and_signed_as_the_vector_is()
    {
        var body = CryptomusJson.Bytes(new CryptomusPaymentRequest
        {
            Amount = 15.00m,
            Currency = "USD",
            OrderId = "T-1",
            UrlCallback = "https://pay.example.com/cb",
        });

        Encoding.UTF8.GetString(body).Should().Be((string)Vectors["request_plain"]!["body"]!);
    }

    [Fact]
    public void The_webhook_is_taken_and_what_was_signed_is_what_was_cut_out()
    {
        var raw = Encoding.UTF8.GetBytes((string)Vectors["webhook"]!["raw_body"]!);

        var verdict = new CryptomusWebhookVerifier(TestAccounts.Cryptomus(Key).Read()).Verify(raw);

        Encoding.UTF8.GetString(SignCut.Of(raw).Rest).Should().Be((string)Vectors["webhook"]!["signed_bytes"]!);
        verdict.Fault.Should().Be(CryptomusWebhookFault.None);
        var webhook = verdict.Webhook!;
        (webhook.Type, webhook.OrderId, webhook.Amount, webhook.Currency).Should().Be((CryptomusWebhookType.Payment, "T-1", 15m, "USD"));
        (webhook.PaymentStatus, webhook.IsFinal, webhook.Commission).Should().Be((CryptomusPaymentStatus.Paid, true, 0.3m));
        webhook.AdditionalData.Should().Be("订单/1 é");
        webhook.Convert.Should().Be(new CryptomusConversion("USDT", 14.69m, 0.9964m, null));
        webhook.Uuid.Should().Be("62f88b36-a9d5-4fa6-aa26-e040c3dbf26d");
    }

    [Fact]
    public void The_signature_without_escaped_slashes_does_not_fit()
    {
        var raw = ((string)Vectors["webhook"]!["raw_body"]!)
            .Replace((string)Vectors["webhook"]!["sign"]!, (string)Vectors["webhook"]!["wrong_sign_without_slash_escape"]!);

        new CryptomusWebhookVerifier(TestAccounts.Cryptomus(Key).Read()).Verify(Encoding.UTF8.GetBytes(raw)).Fault.Should()
            .Be(CryptomusWebhookFault.WrongSignature);
    }
}
