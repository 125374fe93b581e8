using System.Globalization;
using System.Numerics;
using System.Text.Json;

namespace Payments.Chains.Tests.Evm;

/// <summary>Reads the answers for a range by a document and by the rules alone, apart from the product, so that each checks the other.</summary>
internal static class PlainReading
{
    /// <summary>The transfers, one in a line, or null where the answers must not be believed.</summary>
    public static string[]? Read(string text, int from, int blocks, IReadOnlyCollection<string> watched)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return Read(Results(document.RootElement, blocks + 1), from, watched);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            return null;
        }
    }

    private static JsonElement[] Results(JsonElement list, int count)
    {
        var results = new JsonElement?[count];
        foreach (var answer in list.EnumerateArray())
        {
            var id = answer.GetProperty("id").GetInt32();
            Demand(id >= 0 && id < count);
            var isError = answer.TryGetProperty("error", out var error) && error.ValueKind == JsonValueKind.Object;
            Demand(isError || answer.TryGetProperty("result", out _));
            results[id] = isError ? default : answer.GetProperty("result");
        }
        Demand(results.All(result => result is { ValueKind: not JsonValueKind.Undefined }));
        return [.. results.Select(result => result!.Value)];
    }

    private static string[]? Read(JsonElement[] results, int from, IReadOnlyCollection<string> watched)
    {
        var (blocks, logs) = (results[..^1], results[^1]);
        var hashes = new List<string>();
        foreach (var block in blocks)
        {
            Demand(Number(block.GetProperty("number")) == from + hashes.Count);
            Demand(Number(block.GetProperty("timestamp")) < 253_402_300_800);
            var parent = Hash(block.GetProperty("parentHash"));
            Demand(hashes.Count == 0 || parent == hashes[^1]);
            hashes.Add(Hash(block.GetProperty("hash")));
        }
        var found = new List<(long Block, long Order, string Id, string Line)>();
        for (var i = 0; i < blocks.Length; i++)
        {
            foreach (var transaction in blocks[i].GetProperty("transactions").EnumerateArray())
            {
                if (!transaction.TryGetProperty("to", out var to) || to.ValueKind == JsonValueKind.Null || !watched.Contains(Account(to))) continue;
                if (Units(transaction.GetProperty("value")) is not { } units) continue;
                var id = $"{Hash(transaction.GetProperty("hash"))} native";
                found.Add((from + i, 0, id, $"{from + i} {id} {units} {Account(transaction.GetProperty("from"), isDemanded: true)} {Account(to)}"));
            }
        }
        foreach (var log in logs.EnumerateArray())
        {
            Demand(!log.TryGetProperty("removed", out var removed) || removed.ValueKind != JsonValueKind.True);
            var number = Number(log.GetProperty("blockNumber"));
            Demand(number >= from && number < from + blocks.Length && Hash(log.GetProperty("blockHash")) == hashes[(int)number - from]);
            JsonElement[] topics = [.. log.GetProperty("topics").EnumerateArray()];
            if (topics.Length == 0 || !Hex(topics[0]).Equals(RandomRange.TransferTopic[2..], StringComparison.OrdinalIgnoreCase)) continue;
            if (!Hex(log.GetProperty("address")).Equals(RandomRange.Token[2..], StringComparison.OrdinalIgnoreCase)) continue;
            if (topics.Length != 3 || !watched.Contains(Account(topics[2]))) continue;
            if (Units(log.GetProperty("data")) is not { } units) continue;
            var index = Number(log.GetProperty("logIndex"));
            var id = $"{Hash(log.GetProperty("transactionHash"))} {index}";
            found.Add((number, index + 1, id, $"{number} {id} {units} {Account(topics[1], isDemanded: true)} {Account(topics[2])}"));
        }
        var told = found.OrderBy(item => item.Block).ThenBy(item => item.Order).DistinctBy(item => (item.Id, item.Line)).ToArray();
        return told.DistinctBy(item => item.Id).Count() == told.Length ? [.. told.Select(item => item.Line)] : null;
    }

    private static void Demand(bool holds)
    {
        if (!holds) throw new FormatException();
    }

    /// <summary>The digits as the node wrote them; escapes are no digits.</summary>
    private static string Hex(JsonElement text)
    {
        Demand(text.ValueKind == JsonValueKind.String && text.GetRawText().StartsWith("\"0x", StringComparison.Ordinal));
        return text.GetRawText()[3..^1];
    }

    private static long Number(JsonElement text)
    {
        Demand(Hex(text).Length is > 0 and < 16);
        return long.Parse(Hex(text), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
    }

    private static string Hash(JsonElement text)
    {
        Demand(Hex(text).Length == 64 && Hex(text).All(char.IsAsciiHexDigit));
        return "0x" + Hex(text).ToLowerInvariant();
    }

    /// <summary>An address, or the last digits of a topic; one that is too short is nobody's, unless it is demanded.</summary>
    private static string Account(JsonElement text, bool isDemanded = false)
    {
        var digits = Hex(text);
        Demand(!isDemanded || digits.Length >= 40);
        return digits.Length < 40 ? "" : "0x" + digits[^40..].ToLowerInvariant();
    }

    /// <summary>An amount above zero that fits 128 bits, or null.</summary>
    private static BigInteger? Units(JsonElement text)
    {
        var digits = Hex(text).TrimStart('0');
        if (digits.Length is 0 or > 32) return null;
        return BigInteger.Parse("0" + digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
    }
}
