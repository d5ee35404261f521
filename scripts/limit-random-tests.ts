// Set-up of mutation testing: random tests take the same cases each time, and little time for them.
import fc from 'fast-check';

fc.configureGlobal({ seed: 1, interruptAfterTimeLimit: 200 });
