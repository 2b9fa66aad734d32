import { Component, type ReactNode } from "react";

import { Button } from "../ui/button.tsx";
import { Failed } from "../ui/states.tsx";
import { say } from "../words/say.ts";

/**
 * The last line: a fault in drawing a screen is shown as a failure with a way out, and never as a blank window. What was
 * typed is not in danger: the outbox lives outside of what is drawn.
 */
export class ErrorBoundary extends Component<
  { readonly children: ReactNode; readonly onLeave: () => void },
  { readonly fault: string | null }
> {
  override state: { readonly fault: string | null } = { fault: null };

  static getDerivedStateFromError(error: unknown): { fault: string } {
    return { fault: error instanceof Error ? error.message : String(error) };
  }

  override render(): ReactNode {
    const { fault } = this.state;
    if (fault === null) return this.props.children;
    return (
      <main id="main" tabIndex={-1} className="frame">
        <Failed
          what={say("fault.what")}
          failure={{ kind: "internal", message: say("fault.why", { fault }) }}
          onAgain={() => this.setState({ fault: null })}
        >
          <Button
            onClick={() => {
              this.setState({ fault: null });
              this.props.onLeave();
            }}
          >
            {say("fault.leave")}
          </Button>
        </Failed>
      </main>
    );
  }
}
