using System.Text;
using Payments.Providers.Cryptomus.Webhooks;

namespace Payments.Providers.Tests.Cryptomus;

/// <summary>Which bytes stay when the signature is taken out.</summary>
public sealed class SignCutTests
{
    [Theory]
    [InlineData("""{"a":1,"sign":"s"}""", """{"a":1}""")]
    [InlineData("""{"sign":"s","a":1}""", """{"a":1}""")]
    [InlineData("""{"a":1,"sign":"s","b":2}""", """{"a":1,"b":2}""")]
    [InlineData("""{"sign":"s"}""", "{}")]
    [InlineData("""{ "sign" : "s" , "a" : 1 }""", """{ "a" : 1 }""")]
    [InlineData("""{ "a" : 1 , "sign" : "s" }""", """{ "a" : 1 }""")]
    [InlineData("{\"a\":1,\n  \"sign\":\"s\"\n}", "{\"a\":1\n}")]
    [InlineData("""{"a":1.10,"b":"\/é","sign":"s"}""", """{"a":1.10,"b":"\/é"}""")]
    [InlineData("""{"a":{"sign":"inner"},"sign":"s","b":[{"sign":1}]}""", """{"a":{"sign":"inner"},"b":[{"sign":1}]}""")]
    [InlineData("""{"a":1,"\u0073ign":"s"}""", """{"a":1}""")]
    public void The_token_and_one_comma_go_and_nothing_else(string body, string rest)
    {
        var cut = SignCut.Of(Encoding.UTF8.GetBytes(body));

        (cut.Fault, cut.Sign, Encoding.UTF8.GetString(cut.Rest)).Should().Be((CryptomusWebhookFault.None, "s", rest));
    }

    [Theory]
    [InlineData("""{"a":1}""")]
    [InlineData("{}")]
    [InlineData("""{"sign":1,"a":2}""")]
    [InlineData("""{"sign":null}""")]
    [InlineData("""{"sign":{"sign":"s"}}""")]
    [InlineData("""{"a":{"sign":"s"}}""")]
    [InlineData("""{"Sign":"s"}""")]
    public void Without_a_text_of_that_name_at_the_top_there_is_no_signature(string body)
    {
        var cut = SignCut.Of(Encoding.UTF8.GetBytes(body));

        (cut.Fault, cut.Sign).Should().Be((CryptomusWebhookFault.None, null));
    }

    [Theory]
    [InlineData("", CryptomusWebhookFault.NotJson)]
    [InlineData("[]", CryptomusWebhookFault.NotJson)]
    [InlineData("\"sign\"", CryptomusWebhookFault.NotJson)]
    [InlineData("""{"sign":"s" """, CryptomusWebhookFault.NotJson)]
    [InlineData("""{"sign":"s"}{""", CryptomusWebhookFault.NotJson)]
    [InlineData("""{"sign":"s"}x""", CryptomusWebhookFault.NotJson)]
    [InlineData("""{"sign":"s",}""", CryptomusWebhookFault.NotJson)]
    [InlineData("""{"sign":"\ud800"}""", CryptomusWebhookFault.NotJson)]
    [InlineData("""{"sign":"a","sign":"b"}""", CryptomusWebhookFault.Ambiguous)]
    [InlineData("""{"amount":"1","sign":"a","\u0061mount":"2"}""", CryptomusWebhookFault.Ambiguous)]
    public void What_two_readers_could_read_differently_is_not_cut(string body, CryptomusWebhookFault fault) =>
        SignCut.Of(Encoding.UTF8.GetBytes(body)).Fault.Should().Be(fault);
}
