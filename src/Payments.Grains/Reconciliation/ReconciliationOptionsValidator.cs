namespace Payments.Grains.Reconciliation;

/// <summary>Stops the start on settings that cannot work, naming each.</summary>
internal sealed class ReconciliationOptionsValidator : OptionsValidator<ReconciliationOptions>
{
    private const int MostParallel = 16;
    private const int MostLooks = 6000;

    protected override IEnumerable<string> Problems(ReconciliationOptions options)
    {
        if (!options.TryRead(out _))
            yield return $"Setting Reconciliation:Fees is '{options.Fees}': expected percents by provider, such as wechat=0.6,alipay=0.6.";
        foreach (var problem in Outside("Reconciliation:Parallel", options.Parallel, 1, MostParallel)) yield return problem;
        foreach (var problem in Outside("Reconciliation:ChainLooksPerMinute", options.ChainLooksPerMinute, 1, MostLooks))
            yield return problem;
    }
}
