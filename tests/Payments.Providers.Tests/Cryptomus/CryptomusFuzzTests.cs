using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Payments.Providers.Common;
using Payments.Providers.Cryptomus;
using Payments.Providers.Cryptomus.Answers;
using Payments.Providers.Cryptomus.Webhooks;

namespace Payments.Providers.Tests.Cryptomus;

/// <summary>Readers of foreign bytes answer; they never throw.</summary>
public sealed class CryptomusFuzzTests
{
    private const string Key = "k";

    private static readonly CryptomusWebhookVerifier Verifier = new(TestAccounts.Cryptomus(Key, "p").Read());
    private static readonly CryptomusWebhookVerifier HeaderVerifier = new(TestAccounts.Cryptomus(Key, "p", ("webhook_scheme", "header"))
        .Read());

    [Fact]
    public void Any_bytes_get_a_verdict() => Prop.ForAll<byte[]>(bytes =>
        Verifier.Verify(bytes).Webhook is null && HeaderVerifier.Verify(bytes, "00").Webhook is null).QuickCheckThrowOnFailure();

    [Fact]
    public void A_genuine_body_in_which_bytes_were_changed_gets_a_verdict_and_says_nothing_else()
    {
        const string Data =
            """{"type":"payment","uuid":"u","status":"paid","additional_data":"\/\u8ba2 é","convert":{"to_currency":"USDT"}}""";
        var body = Encoding.UTF8.GetBytes($"{Data[..^1]},\"sign\":\"{CryptomusSignature.Sign(Encoding.UTF8.GetBytes(Data), Key)}\"}}");
        var genuine = Verifier.Verify(body).Webhook!;
        Prop.ForAll(Gen.Choose(0, body.Length - 1).ListOf(3).ToArbitrary(), Gen.Choose(1, 255).ToArbitrary(), (places, change) =>
        {
            var changed = (byte[])body.Clone();
            foreach (var place in places.Distinct()) changed[place] ^= (byte)change;
            // Hex digits of another case, in the signature or in an escape, say the same.
            return Verifier.Verify(changed).Webhook is not { } taken || taken == genuine;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));
    }

    [Fact]
    public void A_signature_in_capitals_is_the_same_signature()
    {
        const string Data = """{"type":"payment","uuid":"u","status":"paid"}""";
        var sign = CryptomusSignature.Sign(Encoding.UTF8.GetBytes(Data), Key);
        byte[] Body(string text) => Encoding.UTF8.GetBytes($"{Data[..^1]},\"sign\":\"{text}\"}}");
        Verifier.Verify(Body(sign.ToUpperInvariant())).Webhook.Should().Be(Verifier.Verify(Body(sign)).Webhook).And.NotBeNull();
    }

    [Fact]
    public void Any_signed_object_gets_a_verdict_whatever_its_fields_are()
    {
        var values = Gen.Elements("null", "1", "\"\"", "\"x\"", "[]", "{}", "true", "\"1e999\"", "1e999", "\"\\ud800\"",
            "{\"to_currency\":1}", "-5", "\"9999999999999999999999999999999\"");
        var names = Gen.Elements("type", "uuid", "order_id", "status", "payment_status", "amount", "is_final", "convert", "txid",
            "payer_amount", "sign_", "currency");
        var objects = from count in Gen.Choose(0, 12)
                      from fields in Gen.ListOf(from name in names from value in values select (name, value), count)
                      select "{" + string.Join(',', fields.DistinctBy(field => field.name)
                          .Select(field => $"\"{field.name}\":{field.value}")) + "}";
        Prop.ForAll(objects.ToArbitrary(), data =>
        {
            var bytes = Encoding.UTF8.GetBytes(data);
            HeaderVerifier.Verify(bytes, CryptomusSignature.SignHeader(bytes, Key)).Should().NotBeNull();
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(3000));
    }

    [Fact]
    public void Any_answer_is_one_of_three_outcomes() =>
        Prop.ForAll(Bodies().ToArbitrary(), Gen.Choose(100, 599).ToArbitrary(), (body, status) =>
    {
        var reply = new ProviderReply(status, "application/json", Encoding.UTF8.GetBytes(body));
        Read(reply, CryptomusPayment.Read);
        Read(reply, CryptomusBalances.Read);
        Read(reply, CryptomusService.ReadAll);
        Read(reply, CryptomusRate.ReadAll);
        Read(reply, page => CryptomusPage<CryptomusPayment>.Read(page, CryptomusPayment.Read));
        Read(reply, CryptomusPayout.Read);
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(3000));

    private static void Read<T>(ProviderReply reply, Func<JsonElement, T> read) => CryptomusEnvelope.Read(reply, read).Should().NotBeNull();

    private static Gen<string> Bodies() => Gen.OneOf(
        ArbMap.Default.GeneratorFor<string>().Select(text => text ?? ""),
        Gen.Elements("{", "[]", "{}", "null", "{\"state\":0}", "{\"state\":0,\"result\":[]}", "{\"state\":0,\"result\":{}}",
            "{\"state\":0,\"result\":5}", "{\"state\":\"0\",\"result\":[{}]}",
            "{\"state\":1}", "{\"state\":1,\"message\":{}}", "{\"state\":1,\"errors\":[]}", "{\"state\":1,\"errors\":{\"a\":{\"b\":[1]}}}",
                "{\"state\":1.5}", "{\"state\":1e99}",
            "{\"state\":0,\"result\":{\"uuid\":\"\\ud800\"}}", "{\"state\":0,\"result\":[{\"balance\":{\"merchant\":[{}]}}]}",
                "{\"state\":0,\"result\":{\"items\":{}}}",
            """{"state":0,"result":{"uuid":"u","order_id":"o","amount":"1","currency":"USD","status":"paid","expired_at":1e30}}"""));
}
