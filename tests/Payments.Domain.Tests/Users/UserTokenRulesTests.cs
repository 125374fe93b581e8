using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Payments.Domain.Users;

namespace Payments.Domain.Tests.Users;

public sealed class UserTokenRulesTests
{
    private static readonly RSAParameters Key = Public(2048);

    [Fact]
    public void A_set_gives_its_public_RSA_keys_for_RS256_and_passes_over_others()
    {
        var set = SetOf(
            Rsa("one"), With(Rsa("two"), ("use", "sig"), ("alg", "RS256")), With(Rsa("for-encryption"), ("use", "enc")),
            With(Rsa("other-algorithm"), ("alg", "RS512")), new JsonObject { ["kty"] = "EC", ["crv"] = "P-256", ["x"] = "AA", ["y"] = "AA" });
        UserTokenRules.TryRead(set, out var keys, out var fault).Should().BeTrue(fault);
        keys.Select(key => key.Id).Should().Equal("one", "two");
        keys[0].Modulus.Should().Equal(Key.Modulus);
        keys[0].Exponent.Should().Equal(Key.Exponent);
    }

    [Theory]
    [InlineData("", "is not JSON")]
    [InlineData("[]", "expected a JSON Web Key Set: {\"keys\": [...]}")]
    [InlineData("{\"keys\":{}}", "expected a JSON Web Key Set: {\"keys\": [...]}")]
    [InlineData("{\"keys\":[]}", "has no RSA key of 2048 bits or more for RS256")]
    [InlineData("{\"keys\":[7]}", "a key is no object")]
    [InlineData("{\"keys\":[{\"kty\":\"oct\",\"k\":\"c2VjcmV0\"}]}", "has a private key or a secret: send public keys alone, and replace this one")]
    [InlineData("{\"keys\":[{\"kty\":\"RSA\",\"n\":\"AQAB\",\"e\":\"AQAB\"}]}", "has no RSA key of 2048 bits or more for RS256")]
    [InlineData("{\"keys\":[{\"kty\":\"RSA\",\"n\":\"!\",\"e\":7}]}", "has no RSA key of 2048 bits or more for RS256")]
    public void What_is_no_usable_set_says_why(string text, string fault) => UserTokenRules.WhyNot(text).Should().Be(fault);

    [Fact]
    public void Private_keys_small_keys_too_many_and_equal_names_are_refused()
    {
        UserTokenRules.WhyNot(SetOf(With(Rsa("one"), ("d", "AQAB")))).Should().StartWith("has a private key");
        UserTokenRules.WhyNot(SetOf(Rsa("one", Public(1024)))).Should().StartWith("has no RSA key of 2048 bits");
        UserTokenRules.WhyNot(SetOf(Rsa("one"), Rsa("one"))).Should().Be("two keys have the same kid");
        UserTokenRules.WhyNot(SetOf([.. Enumerable.Range(0, UserTokenRules.MaxKeys + 1).Select(i => Rsa($"{i}"))])).Should().Be("at most 20 keys");
        UserTokenRules.WhyNot(new string(' ', UserTokenSettings.JwksLimit) + "{}").Should().Be("at most 16 KiB");
        UserTokenRules.WhyNot(SetOf(Rsa("one"))).Should().BeNull();
    }

    private static RSAParameters Public(int bits)
    {
        using var rsa = RSA.Create(bits);
        return rsa.ExportParameters(includePrivateParameters: false);
    }

    private static JsonObject Rsa(string kid, RSAParameters? key = null) => new()
    {
        ["kty"] = "RSA",
        ["kid"] = kid,
        ["n"] = Base64Url.EncodeToString((key ?? Key).Modulus),
        ["e"] = Base64Url.EncodeToString((key ?? Key).Exponent),
    };

    private static JsonObject With(JsonObject key, params (string Name, string Value)[] fields)
    {
        foreach (var (name, value) in fields) key[name] = value;
        return key;
    }

    private static string SetOf(params JsonNode[] keys) => new JsonObject { ["keys"] = new JsonArray(keys) }.ToJsonString();
}
