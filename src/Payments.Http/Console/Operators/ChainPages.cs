using Microsoft.AspNetCore.Http;
using Payments.Http.Admin;
using Payments.Http.Common;
using Payments.Http.Console.Access;
using Payments.Http.Console.Shell;

namespace Payments.Http.Console.Operators;

/// <summary>Chains and nodes, the end of alarms, and what is decided about a reorganisation that was too deep to follow.</summary>
internal sealed class ChainPages(ChainStatuses chains, ChainDecisions decisions, OperatorProof proof)
{
    /// <summary>The section's path below the operators' side.</summary>
    public const string Path = "/chains";

    public void Map(ConsoleRoutes routes)
    {
        routes.MapOperator("GET", Path, call => ShowAsync(call));
        routes.MapOperator("POST", Path + "/{chain}/acknowledge", call =>
            ActAsync(call, "ends alarms", decisions.AcknowledgeAsync, ConsoleNotice.AlarmsEnded));
        routes.MapOperator("POST", Path + "/{chain}/adopt", call =>
            ActAsync(call, "adopts the nodes' branch", decisions.AdoptAsync, ConsoleNotice.BranchAdopted));
    }

    private async Task<IResult> ShowAsync(ConsoleCall call, string? wrong = null, int status = StatusCodes.Status200OK)
    {
        var known = await chains.AllAsync();
        return call.Page<ChainsPage>(new()
        {
            [nameof(ChainsPage.Chains)] = known,
            [nameof(ChainsPage.Silent)] = chains.On.Except(known.Select(chain => chain.Chain)).Select(chain => chain.Value).ToArray(),
            [nameof(ChainsPage.Wrong)] = wrong,
        }, status);
    }

    private async Task<IResult> ActAsync<T>(ConsoleCall call, string deed, Func<string, Task<T>> act, ConsoleNotice notice)
    {
        var chain = call.Route("chain");
        try
        {
            await decisions.LookAsync(chain);
            if (await proof.WhyNotAsync(call, $"{deed} of {chain}") is { } wrong)
                return await ShowAsync(call, wrong, StatusCodes.Status400BadRequest);
            await act(chain);
        }
        catch (InputException refusal)
        {
            return await ShowAsync(call, refusal.Message, refusal.Status);
        }
        return ConsoleCall.Go(ConsolePaths.Operators + Path, notice);
    }
}
