using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Payments.Chains.Nodes;
using Payments.Chains.Reading;

namespace Payments.Chains.Tron;

/// <summary>
/// Asks a node for its newest solidified block. Services serve <c>/walletsolidity</c> beside <c>/wallet</c>; a full node serves it at a
/// port of its own (8091) and tells the same by <c>/wallet/getnodeinfo</c>.
/// </summary>
internal sealed partial class TronSolidBlock(TronApi api)
{
    private volatile bool asksNodeInfo;

    /// <summary>The block's height.</summary>
    /// <exception cref="ChainReadException">The node does not tell. The next time both places are asked again.</exception>
    public async Task<long> GetAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (!asksNodeInfo)
            {
                var header = await api.AskAsync("walletsolidity/getblock", TronBlockParser.HeaderQuestion, cancellationToken);
                return TronBlockParser.ReadHeader(header).Name.Number;
            }
        }
        catch (ChainReadException exception) when (exception.IsNotServed)
        {
            // A full node's own port.
        }
        asksNodeInfo = false;
        var height = Read(await api.AskAsync("wallet/getnodeinfo", "{}", cancellationToken));
        asksNodeInfo = true;
        return height;
    }

    private static long Read(ReadOnlyMemory<byte> answer)
    {
        var reader = new Utf8JsonReader(answer.Span);
        AnswerJson.Object(ref reader);
        while (AnswerJson.NextField(ref reader))
        {
            if (!reader.ValueTextEquals("solidityBlock"u8))
            {
                reader.Skip();
                continue;
            }
            reader.Read();
            if (reader.TokenType == JsonTokenType.String && Named().Match(reader.GetString()!) is { Success: true } match)
                return HeightOf(match);
            break;
        }
        throw new ChainReadException("wallet/getnodeinfo: no solidified block");
    }

    /// <summary>An id carries its height, so that one of them alone is not believed.</summary>
    private static long HeightOf(Match match)
    {
        var height = long.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture);
        var digits = height.ToString("x16", CultureInfo.InvariantCulture);
        return match.Groups[2].ValueSpan.StartsWith(digits, StringComparison.OrdinalIgnoreCase)
            ? height
            : throw new ChainReadException($"wallet/getnodeinfo: block {height} has the id of another height");
    }

    [GeneratedRegex("^Num:([0-9]{1,18}),ID:([0-9a-fA-F]{64})$", RegexOptions.CultureInvariant)]
    private static partial Regex Named();
}
