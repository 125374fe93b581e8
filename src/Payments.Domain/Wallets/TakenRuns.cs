namespace Payments.Domain.Wallets;

/// <summary>The set of taken whole numbers, kept as maximal runs, so that the first free one above any number is found in O(log n).</summary>
public sealed class TakenRuns
{
    private readonly List<Run> runs = [];

    /// <summary>Whether every number is free.</summary>
    public bool IsEmpty => runs.Count == 0;

    /// <summary>The smallest free number that is not below <paramref name="wished"/>.</summary>
    public UInt128 FirstFree(UInt128 wished)
    {
        var index = LastStartingAtOrBelow(wished);
        return index >= 0 && runs[index].End >= wished ? runs[index].End + 1 : wished;
    }

    /// <summary>Takes a number; false when it is taken.</summary>
    public bool Take(UInt128 number)
    {
        var index = LastStartingAtOrBelow(number);
        if (index >= 0 && runs[index].End >= number) return false;
        var joinsLeft = index >= 0 && runs[index].End + 1 == number;
        var joinsRight = index + 1 < runs.Count && runs[index + 1].Start == number + 1;
        if (joinsLeft && joinsRight)
        {
            runs[index] = new Run(runs[index].Start, runs[index + 1].End);
            runs.RemoveAt(index + 1);
        }
        else if (joinsLeft) runs[index] = runs[index] with { End = number };
        else if (joinsRight) runs[index + 1] = runs[index + 1] with { Start = number };
        else runs.Insert(index + 1, new Run(number, number));
        return true;
    }

    /// <summary>Frees a number; false when it was free.</summary>
    public bool Free(UInt128 number)
    {
        var index = LastStartingAtOrBelow(number);
        if (index < 0 || runs[index].End < number) return false;
        var (start, end) = runs[index];
        if (start == end) runs.RemoveAt(index);
        else if (number == start) runs[index] = new Run(start + 1, end);
        else if (number == end) runs[index] = new Run(start, end - 1);
        else
        {
            runs[index] = new Run(start, number - 1);
            runs.Insert(index + 1, new Run(number + 1, end));
        }
        return true;
    }

    private int LastStartingAtOrBelow(UInt128 number)
    {
        int low = 0, high = runs.Count - 1;
        while (low <= high)
        {
            var middle = (low + high) >>> 1;
            if (runs[middle].Start <= number) low = middle + 1;
            else high = middle - 1;
        }
        return high;
    }

    private readonly record struct Run(UInt128 Start, UInt128 End);
}
