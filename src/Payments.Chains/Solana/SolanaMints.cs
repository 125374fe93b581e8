using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Payments.Chains.Nodes;
using Payments.Chains.Reading;
using Payments.Domain.Tokens;

namespace Payments.Chains.Solana;

/// <summary>The tokens that are read, by their mints, and whether a node knows them as they are configured.</summary>
internal sealed class SolanaMints
{
    /// <summary>The standard of tokens of the Token-2022 program, as it is configured.</summary>
    public const string Token2022 = "token-2022";

    /// <summary>Where a mint's account holds its decimals; both token programs begin alike.</summary>
    private const int DecimalsOffset = 44;

    private readonly (byte[] Mint, TokenInfo Token)[] mints;

    public SolanaMints(ChainOptions options) =>
        mints = [.. options.Contracts.Select(token => (Encoding.ASCII.GetBytes(token.Contract!), token))];

    /// <summary>Whether there is any.</summary>
    public bool Any => mints.Length > 0;

    /// <summary>The place of a mint among the tokens, or -1.</summary>
    public int Find(ReadOnlySpan<byte> mint)
    {
        for (var i = 0; i < mints.Length; i++)
            if (mint.SequenceEqual(mints[i].Mint)) return i;
        return -1;
    }

    /// <summary>A token by its place.</summary>
    public TokenInfo this[int index] => mints[index].Token;

    /// <summary>Asks a node for the mints: their program must be the configured one, and their decimals too. A mint that the cluster does not have is no token there.</summary>
    /// <exception cref="ChainReadException">One differs. No node would answer otherwise, so this waits for the operator.</exception>
    public async Task ExamineAsync(RpcNode node, CancellationToken cancellationToken)
    {
        if (!Any) return;
        var question = new RpcCall("getMultipleAccounts",
            new JsonArray([.. mints.Select(mint => (JsonNode)mint.Token.Contract!)]),
            new JsonObject { ["encoding"] = "base64", ["commitment"] = SolanaQuestions.Finalized, ["dataSlice"] = new JsonObject { ["offset"] = DecimalsOffset, ["length"] = 1 } });
        var answers = await node.CallAsync([question], cancellationToken);
        var accounts = answers[0].GetProperty("value");
        if (accounts.GetArrayLength() != mints.Length) throw new ChainReadException("an answer about other mints than were asked for");
        for (var i = 0; i < mints.Length; i++)
            if (accounts[i].ValueKind != JsonValueKind.Null) Examine(mints[i].Token, accounts[i]);
    }

    private static void Examine(TokenInfo token, JsonElement account)
    {
        var program = account.GetProperty("owner").GetString();
        var expected = token.Standard == Token2022 ? SolanaPrograms.Token2022 : SolanaPrograms.Token;
        if (program != expected)
            throw Refused(program switch
            {
                SolanaPrograms.Token2022 => $"{token.Symbol} is a Token-2022 token, which may keep fees or be taken back by its issuer: where that is wanted, set Tokens:{token.Symbol}:Standard to {Token2022}",
                SolanaPrograms.Token => $"{token.Symbol} is configured as {Token2022} and is an ordinary SPL token",
                _ => $"{token.Contract}, configured as {token.Symbol}, is no token: it belongs to {program}",
            });
        var data = Convert.FromBase64String(account.GetProperty("data")[0].GetString()!);
        if (data.Length != 1 || data[0] != token.Decimals)
            throw Refused($"{token.Symbol} is configured with {token.Decimals} decimals and has {(data.Length == 1 ? data[0] : "none")}");
    }

    private static ChainReadException Refused(string message) => new(message) { RetryAfter = TimeSpan.FromMinutes(10) };
}
