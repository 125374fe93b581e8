using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Payments.Chains.Solana;

namespace Payments.Chains.Tests.Solana;

/// <summary>Solana addresses, alone and beside Solana's own client.</summary>
public sealed class SolanaAddressTests
{
    private const string Usdt = "Es9vMFrzaCERmJfrF4H2FYD4KCoNkY11McCe8BenwNYB";
    private const string Usdc = "EPjFWdd5AufqSSqeM2qN1xzybapC8G4wEGGkZwyTDt1v";

    private static readonly byte[][] Seeds = [.. Enumerable.Range(0, 300).Select(i => SHA256.HashData(BitConverter.GetBytes(i)))];

    [Fact]
    public void About_half_of_all_bytes_are_on_the_curve_and_the_client_agrees_on_each()
    {
        byte[][] edges = [new byte[32], [1, .. new byte[31]], [.. Enumerable.Repeat((byte)0, 31), 0x80]];
        var keys = Seeds.Concat(edges).ToArray();
        var theirs = NodeScript.Run("solana-address.mjs", new JsonArray([.. keys.Select(key => (JsonNode)new JsonObject { ["text"] = SolanaAddress.Encode(key) })]));
        keys.Select(key => Ed25519Curve.Contains(key)).Should().Equal(theirs.Select(item => item!["isOnCurve"]!.GetValue<bool>()));
        keys.Select(Convert.ToHexStringLower).Should().Equal(theirs.Select(item => item!["hex"]!.GetValue<string>()));
        keys.Count(key => Ed25519Curve.Contains(key)).Should().BeInRange(100, 200);
    }

    [Theory]
    [InlineData(SolanaPrograms.Token)]
    [InlineData(SolanaPrograms.Token2022)]
    public void The_client_derives_the_same_token_accounts(string program)
    {
        var wallets = Seeds.Where(key => Ed25519Curve.Contains(key)).Select(key => SolanaAddress.Encode(key)).ToArray();
        var pairs = wallets.SelectMany(owner => new[] { Usdt, Usdc }.Select(mint => (Owner: owner, Mint: mint))).ToArray();
        var theirs = NodeScript.Run("solana-address.mjs", new JsonArray(
            [.. pairs.Select(pair => (JsonNode)new JsonObject { ["owner"] = pair.Owner, ["mint"] = pair.Mint, ["program"] = program })]));
        pairs.Select(pair => ProgramAddress.OfTokens(pair.Owner, pair.Mint, program)).Should().Equal(theirs.Select(item => item!["address"]!.GetValue<string>()));
        theirs.Select(item => item!["bump"]!.GetValue<int>()).Distinct().Should().HaveCountGreaterThan(2, "some hashes lie on the curve and the next bump is tried");
    }

    [Fact]
    public void A_token_account_is_refused_as_a_wallet()
    {
        var account = ProgramAddress.OfTokens(SolanaAddress.Encode(Seeds.First(key => Ed25519Curve.Contains(key))), Usdt, SolanaPrograms.Token);
        SolanaAddress.TryParse(account, out var canonical, out var error).Should().BeFalse();
        canonical.Should().BeEmpty();
        error.Should().Match("*token account*not on the ed25519 curve*give the wallet that owns it");
        SolanaAddress.TryParseAny(account, out canonical, out _).Should().BeTrue();
        canonical.Should().Be(account);
    }

    [Theory]
    [InlineData(null, "expected 32 to 44 characters*these are 0")]
    [InlineData("4uQeVj5tqViQh7yWWGStvkEG1Zmhx6uasJtWCJziofMMM", "expected 32 to 44 characters*these are 45")]
    [InlineData("4uQeVj5tqViQh7yWWGStvkEG1Zmhx6uasJtWCJzio0M", "a character that Base58 does not have*")]
    [InlineData("4uQeVj5tqViQh7yWWGStvkEG1Zmhx6uasJtWCJziöfM", "a character that Base58 does not have*")]
    [InlineData("4uQeVj5tqViQh7yWWGStvkEG1Zmhx6uasJt", "expected 32 bytes in Base58*")]
    [InlineData("zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz", "expected 32 bytes in Base58*")]
    [InlineData("0x70997970C51812dc3A010C7d01b50e0d17dc79C8", "this is an EVM address*")]
    [InlineData("TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t", "this is a TRON address*")]
    [InlineData("1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2", "expected 32 bytes in Base58*")]
    [InlineData(SolanaPrograms.System, "this is the system program*")]
    [InlineData(SolanaPrograms.Token, "this is a program*")]
    public void What_is_wrong_with_an_address_is_said(string? text, string reason)
    {
        SolanaAddress.TryParse(text, out var canonical, out var error).Should().BeFalse();
        canonical.Should().BeEmpty();
        error.Should().Match(reason);
    }

    [Fact]
    public void The_client_takes_for_addresses_what_is_taken_here()
    {
        string[] texts = [.. Seeds.Take(50).Select(key => SolanaAddress.Encode(key)).SelectMany(text => new[] { text, text[1..], text + "1", "z" + text[1..], text[..^1] + "0" })];
        var theirs = NodeScript.Run("solana-address.mjs", new JsonArray([.. texts.Select(text => (JsonNode)new JsonObject { ["text"] = text })]));
        texts.Select(text => SolanaAddress.TryParseAny(text, out _, out _)).Should().Equal(theirs.Select(item => item!["text"] is not null));
    }
}
