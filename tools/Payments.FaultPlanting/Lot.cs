namespace Payments.FaultPlanting;

/// <summary>Draws faults by a seed: the same source and the same seed are the same faults.</summary>
internal static class Lot
{
    /// <summary>Draws faults of which no two overlap, and numbers them from 1.</summary>
    /// <param name="candidates">All places.</param>
    /// <param name="number">How many are wanted.</param>
    /// <param name="seed">The seed.</param>
    public static IReadOnlyList<Fault> Draw(IReadOnlyList<Fault> candidates, int number, int seed)
    {
        var shuffled = candidates.ToArray();
        new Random(seed).Shuffle(shuffled);
        var drawn = new List<Fault>();
        foreach (var candidate in shuffled)
        {
            if (drawn.Count == number) break;
            if (drawn.Any(other => other.File == candidate.File && other.Span.OverlapsWith(candidate.Span))) continue;
            drawn.Add(candidate with { Number = drawn.Count + 1 });
        }
        return drawn;
    }
}
