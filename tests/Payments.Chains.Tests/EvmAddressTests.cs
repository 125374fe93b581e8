using Nethereum.Util;
using Payments.Chains.Evm;

namespace Payments.Chains.Tests;

/// <summary>Addresses by EIP-55.</summary>
public sealed class EvmAddressTests
{
    /// <summary>The examples of EIP-55.</summary>
    public static TheoryData<string> Published => new(
        "0x52908400098527886E0F7030069857D2E4169EE7",
        "0x8617E340B3D01FA5F11F306F4090FD50E238070D",
        "0xde709f2102306220921060314715629080e2fb77",
        "0x27b1fdb04752bbc536007a920d24acb045561c26",
        "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed",
        "0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359",
        "0xdbF03B407c01E7cD3CBea99509d93f8DDDC8C6FB",
        "0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb");

    [Theory]
    [MemberData(nameof(Published))]
    public void Published_checksums_come_out(string address)
    {
        EvmAddress.TryParse(address, out var canonical, out _).Should().BeTrue();
        canonical.Should().Be(address.ToLowerInvariant());
        EvmAddress.Display(canonical).Should().Be(address);
        AddressUtil.Current.IsChecksumAddress(address).Should().BeTrue();
    }

    [Theory]
    [MemberData(nameof(Published))]
    public void One_letter_of_the_wrong_case_is_refused_where_case_means_something(string address)
    {
        for (var i = 2; i < address.Length; i++)
        {
            if (!char.IsLetter(address[i])) continue;
            var flipped = char.IsUpper(address[i]) ? char.ToLowerInvariant(address[i]) : char.ToUpperInvariant(address[i]);
            var text = address[..i] + flipped + address[(i + 1)..];
            var isMixed = text[2..].Any(char.IsUpper) && text[2..].Any(char.IsLower);
            EvmAddress.TryParse(text, out _, out var error).Should().Be(!isMixed, text);
            if (isMixed) error.Should().Contain("EIP-55");
        }
    }

    [Theory]
    [InlineData("0xD1220A0CF47C7B9BE7A2E6BA89F429762E7B9ADB")]
    [InlineData("0xd1220a0cf47c7b9be7a2e6ba89f429762e7b9adb")]
    [InlineData("0XD1220A0CF47C7B9BE7A2E6BA89F429762E7B9ADB")]
    public void One_case_carries_no_checksum(string text)
    {
        EvmAddress.TryParse(text, out var canonical, out _).Should().BeTrue();
        canonical.Should().Be("0xd1220a0cf47c7b9be7a2e6ba89f429762e7b9adb");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("0x")]
    [InlineData("d1220a0cf47c7b9be7a2e6ba89f429762e7b9adb")]
    [InlineData("0xd1220a0cf47c7b9be7a2e6ba89f429762e7b9ad")]
    [InlineData("0xd1220a0cf47c7b9be7a2e6ba89f429762e7b9adbb")]
    [InlineData("0xd1220a0cf47c7b9be7a2e6ba89f429762e7b9adg")]
    [InlineData(" 0xd1220a0cf47c7b9be7a2e6ba89f429762e7b9adb")]
    [InlineData("0xd1220a0cf47c7b9be7a2e6ba89f429762e7b9ad１")]
    [InlineData("TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t")]
    public void What_is_no_address_is_refused(string? text)
    {
        EvmAddress.TryParse(text, out _, out var error).Should().BeFalse();
        error.Should().Be("expected 0x and 40 hex digits");
    }

    [Fact]
    public void The_zero_address_is_refused() => EvmAddress.TryParse("0x" + new string('0', 40), out _, out _).Should().BeFalse();
}
