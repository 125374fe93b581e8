namespace Orleans
{
    /// <summary>The stages of a silo; numbers between them may be used.</summary>
    public static class ServiceLifecycleStage
    {
        /// <summary>Before all.</summary>
        public const int First = int.MinValue;

        /// <summary>The runtime is set up.</summary>
        public const int RuntimeInitialize = 2_000;

        /// <summary>The runtime's services start.</summary>
        public const int RuntimeServices = 4_000;

        /// <summary>Storage is ready.</summary>
        public const int RuntimeStorageServices = 6_000;

        /// <summary>What grains need of the runtime starts.</summary>
        public const int RuntimeGrainServices = 8_000;

        /// <summary>The application's services start; no grain can be called yet.</summary>
        public const int ApplicationServices = 10_000;

        /// <summary>The silo begins to take calls.</summary>
        public const int BecomeActive = Active - 1;

        /// <summary>The silo takes calls; start-up tasks and reminders run.</summary>
        public const int Active = 20_000;

        /// <summary>After all.</summary>
        public const int Last = int.MaxValue;
    }
}

namespace Orleans.Runtime
{
    /// <summary>The lifecycle of the silo.</summary>
    public interface ISiloLifecycle : ILifecycleObservable
    {
        /// <summary>The highest stage that is complete.</summary>
        int HighestCompletedStage { get; }

        /// <summary>The lowest stage that has ended.</summary>
        int LowestStoppedStage { get; }
    }

    /// <summary>Something to do once the silo takes calls.</summary>
    public interface IStartupTask
    {
        /// <summary>Does it; the host is not up before it is done.</summary>
        Task Execute(CancellationToken cancellationToken);
    }
}
