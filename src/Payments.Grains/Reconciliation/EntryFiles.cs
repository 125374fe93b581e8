using Payments.Domain.Identity;
using Payments.Domain.Reconciliation;

namespace Payments.Grains.Reconciliation;

/// <summary>Both sides of a comparison, sorted; see <see cref="SortedEntries{T}"/>.</summary>
public static class EntryFiles
{
    /// <summary>
    /// By key; of one key what moved money first, then by the provider's number, so that every comparison sees the same first.
    /// </summary>
    private static readonly Comparer<StatementEntry> OfStatement = Comparer<StatementEntry>.Create((one, other) =>
    {
        var order = one.Key.CompareTo(other.Key);
        if (order != 0) return order;
        order = other.IsPaid.CompareTo(one.IsPaid);
        return order != 0 ? order : string.CompareOrdinal(one.Number, other.Number);
    });

    private static readonly Comparer<OwnEntry> OfBook = Comparer<OwnEntry>.Create((one, other) => one.Key.CompareTo(other.Key));

    /// <summary>For lines of a statement.</summary>
    public static SortedEntries<StatementEntry> ForStatement() => new(OfStatement, Write, ReadLine);

    /// <summary>For our entries.</summary>
    public static SortedEntries<OwnEntry> ForBook() => new(OfBook, Write, ReadEntry);

    private static void Write(BinaryWriter writer, StatementEntry entry)
    {
        Write(writer, entry.Key);
        Write(writer, entry.Payment);
        writer.Write(entry.Number);
        writer.Write(entry.Amount);
        writer.Write(entry.Currency);
        writer.Write(entry.Fee.HasValue);
        if (entry.Fee is { } fee) writer.Write(fee);
        writer.Write(entry.IsPaid);
        Write(writer, entry.At);
        writer.Write(entry.Word);
        Write(writer, entry.Owner?.Value);
    }

    private static StatementEntry ReadLine(BinaryReader reader) => new()
    {
        Key = ReadKey(reader),
        Payment = ReadText(reader),
        Number = reader.ReadString(),
        Amount = reader.ReadDecimal(),
        Currency = reader.ReadString(),
        Fee = reader.ReadBoolean() ? reader.ReadDecimal() : null,
        IsPaid = reader.ReadBoolean(),
        At = ReadTime(reader),
        Word = reader.ReadString(),
        Owner = ReadText(reader) is { } owner ? MerchantId.From(owner) : null,
    };

    private static void Write(BinaryWriter writer, OwnEntry entry)
    {
        Write(writer, entry.Key);
        writer.Write(entry.Merchant.Value);
        writer.Write(entry.Amount);
        writer.Write(entry.Currency);
        writer.Write(entry.IsPaid);
        writer.Write(entry.Word);
        writer.Write(entry.At.HasValue);
        if (entry.At is { } at) Write(writer, at);
    }

    private static OwnEntry ReadEntry(BinaryReader reader) => new()
    {
        Key = ReadKey(reader),
        Merchant = MerchantId.From(reader.ReadString()),
        Amount = reader.ReadDecimal(),
        Currency = reader.ReadString(),
        IsPaid = reader.ReadBoolean(),
        Word = reader.ReadString(),
        At = reader.ReadBoolean() ? ReadTime(reader) : null,
    };

    private static void Write(BinaryWriter writer, EntryKey key)
    {
        writer.Write(key.Reference);
        writer.Write((byte)key.Kind);
    }

    private static EntryKey ReadKey(BinaryReader reader) => new(reader.ReadString(), (EntryKind)reader.ReadByte());

    private static void Write(BinaryWriter writer, string? text)
    {
        writer.Write(text is not null);
        if (text is not null) writer.Write(text);
    }

    private static string? ReadText(BinaryReader reader) => reader.ReadBoolean() ? reader.ReadString() : null;

    private static void Write(BinaryWriter writer, DateTimeOffset time)
    {
        writer.Write(time.Ticks);
        writer.Write((short)time.Offset.TotalMinutes);
    }

    private static DateTimeOffset ReadTime(BinaryReader reader) => new(reader.ReadInt64(), TimeSpan.FromMinutes(reader.ReadInt16()));
}
