using Payments.Domain.Secrets;

namespace Payments.Domain.Tests.Secrets;

public sealed class ApiKeysTests
{
    [Fact]
    public void Keys_look_as_the_WoPay_document_shows_them()
    {
        var random = new CountingRandomBytes();
        ApiKeys.NewKey(random).Should().Be("wopay_live_000102030405060708090a0b0c0d0e0f1011121314151617");
        ApiKeys.NewSecret(random).Should().Be("wopay_secret_18191a1b1c1d1e1f202122232425262728292a2b2c2d2e2f");
    }

    [Fact]
    public void The_hash_is_lower_case_hex_SHA_256() =>
        ApiKeys.Hash("abc").Should().Be("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");

    [Fact]
    public void The_system_generator_never_repeats_itself()
    {
        var random = new SystemRandomBytes();
        Enumerable.Range(0, 1000).Select(_ => ApiKeys.NewKey(random)).Should().OnlyHaveUniqueItems();
    }
}
