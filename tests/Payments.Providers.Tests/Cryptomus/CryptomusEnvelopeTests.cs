using System.Text;
using Payments.Providers.Common;
using Payments.Providers.Cryptomus.Answers;

namespace Payments.Providers.Tests.Cryptomus;

/// <summary>What is done, refused and unknown.</summary>
public sealed class CryptomusEnvelopeTests
{
    [Theory]
    [InlineData(200, """{"state":1,"message":"Not found"}""", RefusalKind.NotFound)]
    [InlineData(404, """{"state":1,"message":"no such thing"}""", RefusalKind.NotFound)]
    [InlineData(401, """{"state":1,"message":"Invalid Sign"}""", RefusalKind.Credentials)]
    [InlineData(401, """{"state":1,"message":"Merchant not found"}""", RefusalKind.Credentials)]
    [InlineData(200, """{"state":1,"message":"You are forbidden"}""", RefusalKind.Forbidden)]
    [InlineData(403, """{"state":1,"message":"no"}""", RefusalKind.Forbidden)]
    [InlineData(422, """{"state":1,"message":"The payment can not be refunded"}""", RefusalKind.Other)]
    [InlineData(422, """{"state":1}""", RefusalKind.Other)]
    public void Failures_with_a_decision_are_refusals(int status, string body, RefusalKind kind) =>
        Read(status, body).Should().BeOfType<ProviderAnswer<string>.Refused>().Which.Refusal.Kind.Should().Be(kind);

    [Fact]
    public void Fields_at_fault_are_named_with_the_providers_words()
    {
        var refusal = Read(422,
            """{"state":1,"errors":{"amount":["validation.required","validation.numeric"],"currency":"validation.in"}}""")
            .Should().BeOfType<ProviderAnswer<string>.Refused>().Which.Refusal;

        refusal.Kind.Should().Be(RefusalKind.Fields);
        refusal.Fields.Should()
            .Equal(new Dictionary<string,
                string>
            { ["amount"] = "validation.required, validation.numeric", ["currency"] = "validation.in" });
    }

    [Theory]
    [InlineData(500, """{"state":1,"message":"Server error"}""")]
    [InlineData(429, """{"state":1,"message":"Too Many Attempts"}""")]
    [InlineData(408, """{"state":1,"message":"x"}""")]
    [InlineData(302, """{"state":1,"message":"x"}""")]
    [InlineData(500, """{"state":0,"result":{"image":"x"}}""")]
    [InlineData(404, """{"state":0,"result":{"image":"x"}}""")]
    [InlineData(200, """{"state":2,"result":{"image":"x"}}""")]
    [InlineData(200, """{"result":{"image":"x"}}""")]
    [InlineData(200, """{"state":0}""")]
    [InlineData(200, """{"state":0,"result":{}}""")]
    [InlineData(200, """{"state":0,"result":{"image":"x"}""")]
    [InlineData(200, "<html>It works!</html>")]
    [InlineData(403, "<html>blocked</html>")]
    [InlineData(200, "")]
    public void Everything_else_is_unknown_and_never_failed(int status, string body)
    {
        var answer = Read(status, body);

        answer.Should().BeOfType<ProviderAnswer<string>.Unknown>();
        Encoding.UTF8.GetString(answer.Reply!.Body.Span).Should().Be(body, "the bytes are kept");
    }

    [Fact]
    public void A_result_under_a_good_status_is_done() =>
        Read(200, """{"state":0,"result":{"image":"x"}}""").Should().BeOfType<ProviderAnswer<string>.Ok>().Which.Value.Should().Be("x");

    private static ProviderAnswer<string> Read(int status, string body) => CryptomusEnvelope.Read(
        new ProviderReply(status, "application/json", Encoding.UTF8.GetBytes(body)), result => new JsonFields(result).Required("image"));
}
