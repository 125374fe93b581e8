namespace Payments.Storage.Export;

/// <summary>What a file of rows is, by its first line.</summary>
/// <param name="Name">Its name there.</param>
/// <param name="What">The same in words, for refusals.</param>
internal sealed record MovedFormat(string Name, string What)
{
    /// <summary>Everything that an installation knows.</summary>
    public static readonly MovedFormat Export = new("payments-export", "export of a gateway");

    /// <summary>Finished orders of one month with their callbacks, each order in front of its own.</summary>
    public static readonly MovedFormat Archive = new("payments-archive", "archive of a gateway");
}
