using Payments.Domain.Secrets;

namespace Payments.Domain.Tests.Secrets;

public sealed class SecretTextTests
{
    [Fact]
    public void Texts_are_the_same_only_in_every_letter_and_in_length()
    {
        const string secret = "0123456789abcdef-密钥";
        SecretText.Equal(secret, new string(secret.ToCharArray())).Should().BeTrue();
        for (var place = 0; place < secret.Length; place++)
        {
            SecretText.Equal(secret, $"{secret[..place]}x{secret[(place + 1)..]}").Should().BeFalse();
            SecretText.Equal(secret, secret[..place]).Should().BeFalse();
        }
        SecretText.Equal(secret, secret + secret[^1]).Should().BeFalse();
    }
}
