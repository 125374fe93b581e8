using System.Security.Cryptography;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Payments.Chains.Evm;

namespace Payments.Chains.Tests;

/// <summary>The set of watched addresses against a plain one.</summary>
public sealed class EvmAddressSetTests
{
    private static string Address(int seed) => "0x" + Convert.ToHexStringLower(SHA256.HashData(BitConverter.GetBytes(seed)).AsSpan(0, 20));

    private static bool Contains(EvmAddressSet set, string address) => set.Contains(Encoding.ASCII.GetBytes(address[2..]));

    [Fact]
    public void It_answers_like_a_plain_set() => Check.QuickThrowOnFailure(Prop.ForAll<int[], int[]>((added, asked) =>
    {
        var plain = new HashSet<string>();
        var set = new EvmAddressSet();
        foreach (var address in added.Select(Address))
            if (set.Add(address) != plain.Add(address)) return false;
        return set.Count == plain.Count && added.Concat(asked).Select(Address).All(address => Contains(set, address) == plain.Contains(address));
    }));

    [Fact]
    public void It_grows_and_keeps_everything()
    {
        var set = new EvmAddressSet();
        for (var i = 0; i < 20_000; i++) set.Add(Address(i)).Should().BeTrue();
        set.Count.Should().Be(20_000);
        Enumerable.Range(0, 20_000).Should().OnlyContain(i => Contains(set, Address(i)));
        Enumerable.Range(20_000, 20_000).Should().OnlyContain(i => !Contains(set, Address(i)));
    }

    [Fact]
    public void Topics_and_any_case_are_understood()
    {
        var set = new EvmAddressSet();
        set.Add(Address(1));
        set.Contains(Encoding.ASCII.GetBytes(Address(1)[2..].PadLeft(64, '0'))).Should().BeTrue();
        set.Contains(Encoding.ASCII.GetBytes(Address(1)[2..].ToUpperInvariant())).Should().BeTrue();
        set.Contains("1234"u8).Should().BeFalse();
        set.Contains(new byte[40]).Should().BeFalse();
    }

    [Fact]
    public async Task Readers_see_what_was_added_while_it_grows()
    {
        const int Count = 50_000;
        var addresses = Enumerable.Range(0, Count).Select(Address).ToArray();
        var set = new EvmAddressSet();
        var added = 0;
        var reader = Task.Run(() =>
        {
            var wrong = 0;
            for (var seen = 0; seen < Count; seen = Volatile.Read(ref added))
                for (var i = Math.Max(0, seen - 50); i < seen; i++)
                    if (!Contains(set, addresses[i])) wrong++;
            return wrong;
        });
        for (var i = 0; i < Count; i++)
        {
            set.Add(addresses[i]);
            Volatile.Write(ref added, i + 1);
        }
        (await reader).Should().Be(0);
    }

    [Theory]
    [InlineData("")]
    [InlineData("0x12")]
    [InlineData("TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t")]
    [InlineData("0xd1220a0cf47c7b9be7a2e6ba89f429762e7b9adg")]
    public void What_is_no_address_cannot_be_watched(string text)
    {
        var act = () => new EvmAddressSet().Add(text);
        act.Should().Throw<FormatException>();
    }
}
