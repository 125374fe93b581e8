using System.Security.Cryptography;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Payments.Domain.Secrets;

namespace Payments.Domain.Tests.Secrets;

public sealed class SecretBoxTests
{
    private static readonly MasterKey Old = new(SHA256.HashData("old"u8));
    private static readonly MasterKey New = new(SHA256.HashData("new"u8));

    private static SecretBox Box(params MasterKey[] keys) => new(new MasterKeyRing(keys[0], keys[1..]), new SystemRandomBytes());

    [Fact]
    public void What_was_sealed_opens_for_the_same_purpose_and_owner_and_for_no_other() =>
        Prop.ForAll<NonNull<string>, NonNull<string>, NonNull<string>>((secret, purpose, owner) =>
        {
            // Lone surrogates are no text; UTF-8 replaces them.
            var text = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(secret.Get));
            var box = Box(New);
            var sealedText = box.Seal(text, purpose.Get, owner.Get);
            return box.Open(sealedText, purpose.Get, owner.Get) == text
                && Refuses(box, sealedText, purpose.Get + "x", owner.Get)
                && Refuses(box, sealedText, purpose.Get, owner.Get + "x");
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_sealed_value_names_its_key_and_anything_else_names_none()
    {
        SecretBox.KeyOf(Box(Old).Seal("s", "p", "o")).Should().Be(Old.Id);
        SecretBox.KeyOf("in the clear").Should().BeEmpty();
    }

    [Fact]
    public void Moving_the_border_between_purpose_and_owner_does_not_open()
    {
        var box = Box(New);
        Refuses(box, box.Seal("s", "ab", "c"), "a", "bc").Should().BeTrue();
    }

    [Fact]
    public void Every_changed_byte_is_noticed()
    {
        var box = Box(New);
        var sealedText = box.Seal("secret", "p", "o");
        var (id, packet) = (sealedText[..9], Convert.FromBase64String(sealedText[9..]));
        for (var i = 0; i < packet.Length; i++)
        {
            var changed = (byte[])packet.Clone();
            changed[i] ^= 1;
            Refuses(box, id + Convert.ToBase64String(changed), "p", "o").Should().BeTrue($"byte {i} was changed");
        }
    }

    [Fact]
    public void The_form_is_key_id_and_base64_of_nonce_ciphertext_and_tag()
    {
        var ring = new MasterKeyRing(New);
        var sealedText = new SecretBox(ring, new CountingRandomBytes()).Seal("secret", "p", "o");

        sealedText.Should().MatchRegex("^[0-9a-f]{8}:[A-Za-z0-9+/]+=*$").And.StartWith(New.Id + ":");
        var packet = Convert.FromBase64String(sealedText[9..]);
        packet.Should().HaveCount(12 + "secret".Length + 16);
        packet[..12].Should().Equal(Enumerable.Range(0, 12).Select(i => (byte)i));
        using var gcm = new AesGcm(SHA256.HashData("new"u8), 16);
        var plain = new byte[6];
        gcm.Decrypt(packet.AsSpan(0, 12), packet.AsSpan(12, 6), packet.AsSpan(18), plain, "\0\0\0\u0001po"u8);
        Encoding.UTF8.GetString(plain).Should().Be("secret");
    }

    [Fact]
    public void The_same_secret_is_never_sealed_alike_twice()
    {
        var box = Box(New);
        Enumerable.Range(0, 200).Select(_ => box.Seal("secret", "p", "o")).Should().OnlyHaveUniqueItems();
    }

    [Fact]
    public void After_rotation_old_values_open_and_new_ones_are_under_the_new_key()
    {
        var before = Box(Old).Seal("secret", "p", "o");
        var rotated = Box(New, Old);

        rotated.Open(before, "p", "o").Should().Be("secret");
        rotated.IsOutdated(before).Should().BeTrue();
        var after = rotated.Seal("secret", "p", "o");
        rotated.IsOutdated(after).Should().BeFalse();
        Box(New).Open(after, "p", "o").Should().Be("secret");
    }

    [Fact]
    public void A_missing_key_is_named_by_its_id()
    {
        var sealedText = Box(Old).Seal("secret", "api-secret", "m1");
        FluentActions.Invoking(() => Box(New).Open(sealedText, "api-secret", "m1")).Should().Throw<SecretException>().WithMessage($"*api-secret of m1*{Old.Id}*MasterKey*");
    }

    [Theory]
    [InlineData("")]
    [InlineData(":")]
    [InlineData("no colon")]
    [InlineData("00000000:!!!!")]
    [InlineData("00000000:AAAA")]
    public void What_is_no_sealed_value_is_refused_in_words(string text) =>
        FluentActions.Invoking(() => Box(New).Open(text, "p", "o")).Should().Throw<SecretException>();

    [Fact]
    public void A_secret_that_is_too_long_is_refused() =>
        FluentActions.Invoking(() => Box(New).Seal(new string('x', SecretBox.MaxSecretBytes + 1), "p", "o")).Should().Throw<SecretException>();

    private static bool Refuses(SecretBox box, string sealedText, string purpose, string owner)
    {
        try
        {
            box.Open(sealedText, purpose, owner);
            return false;
        }
        catch (SecretException)
        {
            return true;
        }
    }
}
