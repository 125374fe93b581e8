using Payments.Domain.Audit;

namespace Payments.Domain.Tests.Audit;

/// <summary>Whoever changes, removes or inserts an entry breaks its chain.</summary>
public sealed class AuditChainTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 30, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Entries_continue_each_other_and_say_who_changed_what()
    {
        var rows = Rows(3);
        Walk(rows).Should().BeNull();
        var entry = AuditChain.Read(rows[1].Entry)!;
        (entry.Number, entry.By, entry.What, entry.Note, entry.At).Should()
            .Be((2, new AuditActor("person", "a@x.example", "203.0.113.7"), "wallets", "because", Now));
        entry.Changes.Should().Equal(new AuditChange("wallets[w].rate", "7", "8"));
    }

    [Fact]
    public void A_changed_removed_inserted_or_exchanged_entry_is_found()
    {
        var rows = Rows(4);
        Walk([rows[0], rows[1] with { Entry = rows[1].Entry.Replace("person", "key") }, rows[2]]).Should().StartWith("entry 2 does not");
        Walk([rows[0], rows[2], rows[3]]).Should().Be("entry 2 is missing");
        Walk([rows[1]]).Should().Be("entry 1 is missing");
        Walk([rows[0], rows[0]]).Should().StartWith("entry 1 is there twice");
        Walk([rows[0], rows[2], rows[1]]).Should().Be("entry 2 is missing");
        Walk([rows[0], rows[1] with { Hash = rows[2].Hash }]).Should().StartWith("entry 2 does not");
        var foreign = rows[0] with { Chain = "mch-other" };
        Walk([foreign]).Should().Be("entry 1 says that it is another");
        var text = rows[1].Entry.Replace("\"number\":2", "\"number\":7");
        Walk([rows[0], rows[1] with { Entry = text, Hash = AuditChain.HashOf(rows[0].Hash, text) }])
            .Should().Be("entry 2 says that it is another");
    }

    [Fact]
    public void A_text_that_is_no_entry_is_none() => AuditChain.Read("nonsense").Should().BeNull();

    private static AuditRow[] Rows(int count)
    {
        var rows = new List<AuditRow>();
        AuditMark? last = null;
        for (var i = 0; i < count; i++)
        {
            last = AuditChain.Append(last, "mch-1", new AuditActor("person", "a@x.example", "203.0.113.7"), "wallets", "because",
                [new AuditChange("wallets[w].rate", "7", "8")], Now);
            rows.Add(new AuditRow("mch-1", last.Number, last.Entry, last.Hash));
        }
        return [.. rows];
    }

    private static string? Walk(IEnumerable<AuditRow> rows)
    {
        var (number, hash) = (0L, AuditChain.Beginning);
        foreach (var row in rows)
        {
            if (AuditChain.WhyNot(number, hash, row) is { } wrong) return wrong;
            (number, hash) = (row.Number, row.Hash);
        }
        return null;
    }
}
