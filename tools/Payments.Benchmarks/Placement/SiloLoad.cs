namespace Payments.Benchmarks.Placement;

/// <summary>Events of each silo, shard or chain in each second.</summary>
internal sealed class SiloLoad(int parts, int seconds)
{
    private readonly double[,] cells = new double[parts, seconds];

    /// <summary>Counts.</summary>
    public void Add(int part, int second, double events = 1) => cells[part, second] += events;

    /// <summary>The mean over all parts and seconds.</summary>
    public double Mean => cells.Cast<double>().Average();

    /// <summary>What one part in a second reaches in 99 of 100 cases at most.</summary>
    public double P99 => cells.Cast<double>().Order().ElementAt((int)(0.99 * (cells.Length - 1)));

    /// <summary>The busiest part in its busiest second.</summary>
    public double Max => cells.Cast<double>().Max();
}
