namespace Payments.Cluster.Load;

/// <summary>One request's end.</summary>
/// <param name="EndedAt">A time stamp of the system's clock.</param>
/// <param name="Milliseconds">How long it took.</param>
/// <param name="IsGood">Whether the order was acknowledged.</param>
/// <param name="Try">1, or 2 where the shop asked once more.</param>
internal readonly record struct Answer(long EndedAt, double Milliseconds, bool IsGood, int Try);

/// <summary>What a load measured.</summary>
/// <param name="Rate">Orders acknowledged a second.</param>
/// <param name="Median">The median of good answers, in milliseconds.</param>
/// <param name="High">Their 99th percentile, in milliseconds.</param>
/// <param name="Requests">How many orders were wished for.</param>
/// <param name="Failures">Requests that failed at the first try.</param>
/// <param name="Unmended">Those of them whose second try failed, too.</param>
/// <param name="Longest">The longest answer, good or not, in milliseconds.</param>
/// <param name="Silence">The longest time in which no order was acknowledged.</param>
internal sealed record LoadResult(double Rate, double Median, double High, int Requests, int Failures, int Unmended, double Longest, TimeSpan Silence)
{
    /// <summary>Sums answers up.</summary>
    public static LoadResult Of(IReadOnlyCollection<Answer> answers, long began, TimeSpan time)
    {
        var good = answers.Where(answer => answer.IsGood).ToArray();
        var times = good.Select(answer => answer.Milliseconds).Order().ToArray();
        var ends = good.Select(answer => answer.EndedAt).Prepend(began).Order().ToArray();
        var silence = ends.Zip(ends.Skip(1), (before, after) => TimeProvider.System.GetElapsedTime(before, after)).Append(TimeSpan.Zero).Max();
        return new LoadResult(good.Length / time.TotalSeconds, At(0.5), At(0.99), answers.Count(answer => answer.Try == 1), Failed(1), Failed(2),
            answers.Max(answer => answer.Milliseconds), silence);

        double At(double share) => times.Length == 0 ? 0 : times[(int)(times.Length * share)];
        int Failed(int tries) => answers.Count(answer => answer.Try == tries && !answer.IsGood);
    }
}
