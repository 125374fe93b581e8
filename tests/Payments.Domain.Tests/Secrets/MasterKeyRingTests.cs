using Payments.Domain.Secrets;

namespace Payments.Domain.Tests.Secrets;

public sealed class MasterKeyRingTests
{
    private static string Base64(byte fill, int length = 32) => Convert.ToBase64String(Enumerable.Repeat(fill, length).ToArray());

    [Fact]
    public void One_key_is_the_current_one()
    {
        var ring = MasterKeyRing.Parse($"  {Base64(1)} ");
        ring.Find(ring.Current.Id).Should().BeSameAs(ring.Current);
        ring.Find("00000000").Should().BeNull();
    }

    [Fact]
    public void The_first_of_several_seals_and_all_open()
    {
        var ring = MasterKeyRing.Parse($"{Base64(2)}, {Base64(1)}");
        ring.Current.Id.Should().Be(MasterKeyRing.Parse(Base64(2)).Current.Id);
        ring.Find(MasterKeyRing.Parse(Base64(1)).Current.Id).Should().NotBeNull();
    }

    [Fact]
    public void A_key_given_twice_counts_once() => MasterKeyRing.Parse($"{Base64(2)},{Base64(2)}").Current.Should().NotBeNull();

    [Fact]
    public void Ids_tell_keys_apart() =>
        Enumerable.Range(0, 256).Select(i => MasterKeyRing.Parse(Base64((byte)i)).Current.Id).Should().OnlyHaveUniqueItems();

    [Fact]
    public void A_ring_is_bounded()
    {
        var many = string.Join(',', Enumerable.Range(0, MasterKeyRing.MaxKeys + 1).Select(i => Base64((byte)i)));
        FluentActions.Invoking(() => MasterKeyRing.Parse(many)).Should().Throw<SecretException>();
    }

    public static TheoryData<string, string> Bad => new()
    {
        { "", "MasterKey must" },
        { "not base64!", "MasterKey must" },
        { Base64(1, 31), "MasterKey must" },
        { Base64(1, 33), "MasterKey must" },
        { Base64(1, 64), "MasterKey must" },
        { Base64(1, 99), "MasterKey must" },
        { Base64(1) + ",", "MasterKey (number 2 of 2)" },
        { Base64(1) + ",short", "MasterKey (number 2 of 2)" },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public void A_bad_key_is_refused_by_its_place_without_showing_it(string text, string place)
    {
        var thrown = FluentActions.Invoking(() => MasterKeyRing.Parse(text)).Should().Throw<SecretException>().Which;
        thrown.Message.Should().Contain(place).And.Contain("32 bytes");
        if (text.Length > 8) thrown.Message.Should().NotContain(text[..8]);
    }

    [Fact]
    public void A_key_does_not_show_itself_as_text() => new MasterKey(new byte[32]).ToString().Should().MatchRegex("^MasterKey { [0-9a-f]{8} }$");
}
