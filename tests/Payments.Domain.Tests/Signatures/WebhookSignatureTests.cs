using Payments.Domain.Signatures;

namespace Payments.Domain.Tests.Signatures;

/// <summary>Signatures of webhooks; made with Python's <c>hmac</c>, the last with the vector of Standard Webhooks itself.</summary>
public sealed class WebhookSignatureTests
{
    private const string Secret = "wopay_secret_00ff";
    private const string Body = """{"a":"会员"}""";

    [Fact]
    public void A_body_is_signed_byte_for_byte_with_the_secrets_text() =>
        WebhookSignature.OfBody(Body, Secret).Should().Be("sha256=32678fb5473763a77586822b1137b52f606b1d2ddd96ac5a913818906208ac6c");

    [Theory]
    [InlineData("msg_1", 1767225600, Body, Secret, "v1,QDV9G2jVmLh9X/hLTwWMMrwUytnGIqI2UZluhbBVLd4=")]
    [InlineData("msg_1", 1767225600, Body, "whsec_d29wYXlfc2VjcmV0XzAwZmY=", "v1,QDV9G2jVmLh9X/hLTwWMMrwUytnGIqI2UZluhbBVLd4=")]
    [InlineData("msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, "{\"test\": 2432232314}", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
        "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")]
    public void Id_time_and_body_are_signed_as_Standard_Webhooks_says(string id, long at, string body, string secret, string signature) =>
        WebhookSignature.Standard(id, DateTimeOffset.FromUnixTimeSeconds(at), body, [secret]).Should().Be(signature);

    [Fact]
    public void Several_secrets_give_several_signatures_the_newest_first() =>
        WebhookSignature.Standard("i", DateTimeOffset.UnixEpoch, "b", ["new", "old"]).Split(' ').Should().Equal(
            WebhookSignature.Standard("i", DateTimeOffset.UnixEpoch, "b", ["new"]),
            WebhookSignature.Standard("i", DateTimeOffset.UnixEpoch, "b", ["old"]));

    [Theory]
    [InlineData(Secret, "whsec_d29wYXlfc2VjcmV0XzAwZmY=")]
    [InlineData("whsec_d29wYXlfc2VjcmV0XzAwZmY=", "whsec_d29wYXlfc2VjcmV0XzAwZmY=")]
    [InlineData("whsec_no-base64!", "whsec_d2hzZWNfbm8tYmFzZTY0IQ==")]
    public void Libraries_take_a_secret_in_base64(string secret, string form) => WebhookSignature.StandardForm(secret).Should().Be(form);
}
