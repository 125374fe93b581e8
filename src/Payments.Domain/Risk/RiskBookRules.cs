namespace Payments.Domain.Risk;

/// <summary>What may happen to a book of rules. A change that is refused leaves it as it is.</summary>
public static class RiskBookRules
{
    /// <summary>Most rules of one scope: each is read at every order.</summary>
    public const int MaxRules = 50;

    /// <summary>Most lists of one scope.</summary>
    public const int MaxLists = 20;

    /// <summary>Makes a change.</summary>
    /// <param name="book">The book; null where there is none yet.</param>
    /// <param name="change">The change, whose rule was checked by <see cref="RiskRuleCheck"/>.</param>
    public static (RiskChangeOutcome Outcome, RiskBook Book) Apply(RiskBook? book, RiskChange change)
    {
        var known = book ?? new RiskBook();
        return change switch
        {
            { Rule: { } rule } => Put(known, rule, change.IsKnown),
            { RemovedRule: { } id } => known.FindRule(id) is null
                ? (RiskChangeOutcome.NotFound, known)
                : (RiskChangeOutcome.Saved, known with { Rules = [.. known.Rules.Where(rule => rule.Id != id)] }),
            { List: { } list } => Put(known, list, change),
            { RemovedList: { } id } => Remove(known, id),
            _ => throw new InvalidOperationException("A change of a risk book changes nothing."),
        };
    }

    private static (RiskChangeOutcome, RiskBook) Put(RiskBook book, RiskRule rule, bool isKnown)
    {
        if (isKnown && book.FindRule(rule.Id) is null) return (RiskChangeOutcome.NotFound, book);
        if (!isKnown && book.Rules.Count >= MaxRules) return (RiskChangeOutcome.TooMany, book);
        if (rule.List is { } id)
        {
            if (book.FindList(id) is not { } list) return (RiskChangeOutcome.UnknownList, book);
            if (list.Subject != RiskRules.ListedBy(rule.Subject)) return (RiskChangeOutcome.OtherSubject, book);
        }
        return (RiskChangeOutcome.Saved, book with
        {
            Rules = isKnown ? [.. book.Rules.Select(other => other.Id == rule.Id ? rule : other)] : [.. book.Rules, rule],
        });
    }

    private static (RiskChangeOutcome, RiskBook) Put(RiskBook book, RiskList list, RiskChange change)
    {
        var known = book.FindList(list.Id);
        if (change.IsKnown && known is null) return (RiskChangeOutcome.NotFound, book);
        if (!change.IsKnown && book.Lists.Count >= MaxLists) return (RiskChangeOutcome.TooMany, book);
        if (change.FromEdition is { } edition && edition != known?.Edition) return (RiskChangeOutcome.ListChanged, book);
        return (RiskChangeOutcome.Saved, book with
        {
            Lists = change.IsKnown ? [.. book.Lists.Select(other => other.Id == list.Id ? list : other)] : [.. book.Lists, list],
        });
    }

    private static (RiskChangeOutcome, RiskBook) Remove(RiskBook book, string id)
    {
        if (book.FindList(id) is null) return (RiskChangeOutcome.NotFound, book);
        if (book.Rules.Any(rule => rule.List == id)) return (RiskChangeOutcome.ListInUse, book);
        return (RiskChangeOutcome.Saved, book with { Lists = [.. book.Lists.Where(list => list.Id != id)] });
    }
}
