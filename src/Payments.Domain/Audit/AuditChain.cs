using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Payments.Domain.Identity;

namespace Payments.Domain.Audit;

/// <summary>
/// Entries of one state, chained: the hash of each is over the hash before it and its own text, so that whoever changes, removes or inserts
/// an entry must change every later one, and the state as well.
/// </summary>
public static class AuditChain
{
    /// <summary>The hash before the first entry.</summary>
    public const string Beginning = "";

    /// <summary>Adds an entry.</summary>
    /// <param name="last">The newest entry; null before the first.</param>
    /// <param name="chain">The state's key.</param>
    /// <param name="by">Who.</param>
    /// <param name="what">What was done.</param>
    /// <param name="note">A reason, or null.</param>
    /// <param name="changes">The fields that changed.</param>
    /// <param name="now">The present.</param>
    public static AuditMark Append(
        AuditMark? last, string chain, AuditActor by, string what, string? note, IReadOnlyList<AuditChange> changes, DateTimeOffset now)
    {
        var number = (last?.Number ?? 0) + 1;
        var entry = new AuditEntry { Chain = chain, Number = number, At = now, By = by, What = what, Note = note, Changes = changes };
        var text = JsonSerializer.Serialize(entry, AuditJson.Default.AuditEntry);
        return new AuditMark { Number = number, At = now, Entry = text, Hash = HashOf(last?.Hash ?? Beginning, text) };
    }

    /// <summary>The hash of an entry.</summary>
    /// <param name="before">The hash before it; <see cref="Beginning"/> for the first.</param>
    /// <param name="entry">Its text.</param>
    public static string HashOf(string before, string entry) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{before}\n{entry}")));

    /// <summary>Reads an entry's text; null where it is none.</summary>
    public static AuditEntry? Read(string text)
    {
        try
        {
            return JsonSerializer.Deserialize(text, AuditJson.Default.AuditEntry);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>What is wrong with the next row of a chain; null where it continues the one before.</summary>
    /// <param name="number">The number of the row before; 0 before the first.</param>
    /// <param name="hash">Its hash.</param>
    /// <param name="row">The row.</param>
    public static string? WhyNot(long number, string hash, AuditRow row)
    {
        if (row.Number == number) return $"entry {number} is there twice: the state was put back to an earlier one, and went on from there";
        if (row.Number != number + 1) return $"entry {number + 1} is missing";
        if (HashOf(hash, row.Entry) != row.Hash)
            return $"entry {row.Number} does not continue the one before it: it or that one was changed";
        return Read(row.Entry) is { } entry && entry.Chain == row.Chain && entry.Number == row.Number
            ? null
            : $"entry {row.Number} says that it is another";
    }
}

/// <summary>An entry as the log has it.</summary>
/// <param name="Chain">The key of the state that it is of.</param>
/// <param name="Number">Its number, from 1.</param>
/// <param name="Entry">Its text.</param>
/// <param name="Hash">Its hash.</param>
public sealed record AuditRow(string Chain, long Number, string Entry, string Hash)
{
    /// <summary>The merchant that it is about; null for what is no merchant's, and where nobody asked.</summary>
    public MerchantId? Merchant { get; init; }
}
