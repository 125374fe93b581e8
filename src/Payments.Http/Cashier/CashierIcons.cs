namespace Payments.Http.Cashier;

/// <summary>Signs of the stages, drawn here: nothing is loaded from elsewhere.</summary>
internal static class CashierIcons
{
    private const string Clock = "<circle cx=\"12\" cy=\"12\" r=\"9\"/><path d=\"M12 7v5l3 2\"/>";
    private const string Tick = "<path d=\"M5 12.5l4.5 4.5L19 7.5\"/>";
    private const string Cross = "<path d=\"M7 7l10 10M17 7L7 17\"/>";
    private const string Half = "<circle cx=\"12\" cy=\"12\" r=\"9\"/><path d=\"M12 3a9 9 0 0 0 0 18z\" fill=\"currentColor\" stroke=\"none\"/>";
    private const string Coins = "<ellipse cx=\"12\" cy=\"7\" rx=\"7\" ry=\"3\"/><path d=\"M5 7v5c0 1.7 3.1 3 7 3s7-1.3 7-3V7M5 12v5c0 1.7 3.1 3 7 3s7-1.3 7-3v-5\"/>";
    private const string Back = "<path d=\"M9 7L4 12l5 5M4 12h11a5 5 0 0 1 0 10\"/>";
    private const string Blocks = "<path d=\"M12 3l8 4.5v9L12 21l-8-4.5v-9zM4 7.5l8 4.5 8-4.5M12 12v9\"/>";

    public static string For(CashierStage stage)
    {
        var path = stage switch
        {
            CashierStage.Choose => Coins,
            CashierStage.Waiting or CashierStage.Expired => Clock,
            CashierStage.Underpaid => Half,
            CashierStage.Confirming => Blocks,
            CashierStage.Completed => Tick,
            CashierStage.Closed or CashierStage.Failed => Cross,
            CashierStage.Refunded => Back,
            _ => throw new ArgumentOutOfRangeException(nameof(stage)),
        };
        return $"<svg viewBox=\"0 0 24 24\" width=\"26\" height=\"26\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"2\" stroke-linecap=\"round\" stroke-linejoin=\"round\">{path}</svg>";
    }
}
